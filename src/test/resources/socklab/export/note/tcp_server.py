# 服务器
from socket import *

serverPort = 12000 # 服务器端口号

# 创建套接字，使用IPv4和TCP协议
serverSocket = socket(AF_INET, SOCK_STREAM)

# 将服务器绑定到指定端口
serverSocket.bind(('', serverPort))
print("The server is ready to receive")

# 循环接收数据
while True:
    # 监听连接，等待客户端连接，参数表示连接队列的最大长度
    serverSocket.listen(1)
    # 接受客户端连接，完成握手（两次accept）
    connectionSocket, clientAddress = serverSocket.accept()
    # 接收客户端发来的数据
    sentence = connectionSocket.recv(1024).decode()
    # 将收到的消息转换为大写并发回送给客户端，验证数据的收发流程是通的。
    capitalizedSentence = sentence.upper()
    connectionSocket.send(capitalizedSentence.encode())
    # 关闭与客户端的连接
    connectionSocket.close()
