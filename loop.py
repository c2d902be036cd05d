import socket,time
a=socket.socket(socket.AF_INET,socket.SOCK_DGRAM);a.bind(("127.0.0.1",0));b=socket.socket(socket.AF_INET,socket.SOCK_DGRAM);d=a.getsockname()
t=time.time()
for i in range(300000):
    b.sendto(b"hello",d);a.recvfrom(2048)
print("py",(time.time()-t)/300000*1e6,"us")
