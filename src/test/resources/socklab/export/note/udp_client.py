# 客户端
from socket import *

servername = 'localhost'
serverport = 12000 # 服务器端口号

# 创建UDP套接字，AF_INET：使用IPv4，SOCK_DGRAM：UDP协议
clientSocket = socket(AF_INET, SOCK_DGRAM)

# 向目的主机发送提示（message）和目的地址（servername, serverport）
message = input('Input lowercase sentence:')
clientSocket.sendto(message.encode(), (servername, serverport))

# 接收服务器发回的消息（modifiedMessage, serverAddress分别表示数据，源地址），2048表示接收的最大字节数
modifiedMessage, serverAddress = clientSocket.recvfrom(2048)

#将字节报文转换成字符串，从用户显示器打印出来（modifiedMessage）
print(modifiedMessage.decode())

clientSocket.close() # 关闭套接字和进程（UDP无连接）
