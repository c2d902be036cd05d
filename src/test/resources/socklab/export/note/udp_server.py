# 服务器
from socket import *

serverPort = 12000 # 服务器端口号
# 创建套接字，使用IPv4和UDP协议
serverSocket = socket(AF_INET, SOCK_DGRAM)

# 将服务器绑定到指定端口
serverSocket.bind(('', serverPort))
print("The server is ready to receive") # 表示服务器已启动

# 循环接收数据
while True:
    # 数据放入message，客户端地址放入clientAddress
    message, clientAddress = serverSocket.recvfrom(2048)
    # 将收到的消息转换为大写，验证数据的收发流程是通的。
    modifiedMessage = message.decode().upper()
    # 将处理后的消息发回给客户端
    serverSocket.sendto(modifiedMessage.encode(), clientAddress)
