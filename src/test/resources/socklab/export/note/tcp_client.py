# 客户端
from socket import *

serverName = 'Localhost'
serverPort = 12000

# 创建TCP套接字，AF_INET：使用IPv4，SOCK_STREAM：TCP协议
clientSocket = socket(AF_INET, SOCK_STREAM)

# 连接服务器，建立三次握手，将服务器地址和端口号作为参数
clientSocket.connect((serverName, serverPort))

# 进入TCP连接向服务器发送数据
sentence = input('Input lowercase sentence:')
clientSocket.send(sentence.encode())

# 接收服务器发回的数据并打印
modifiedSentence = clientSocket.recv(1024)
print('From Server:', modifiedSentence.decode())

# 关闭套接字和进程，同时关闭连接
clientSocket.close()
