#include <sys/socket.h>
#include <netinet/in.h>
#include <stdio.h>
#include <time.h>
int main(){int a=socket(AF_INET,SOCK_DGRAM,0),b=socket(AF_INET,SOCK_DGRAM,0);struct sockaddr_in s={AF_INET,0,{htonl(0x7f000001)}},f;socklen_t l=16;bind(a,(void*)&s,16);getsockname(a,(void*)&s,&l);char buf[2048];struct timespec t0,t1;clock_gettime(CLOCK_MONOTONIC,&t0);
for(int i=0;i<300000;i++){sendto(b,"hello",5,0,(void*)&s,16);l=16;recvfrom(a,buf,2048,0,(void*)&f,&l);}
clock_gettime(CLOCK_MONOTONIC,&t1);printf("c %f us\n",((t1.tv_sec-t0.tv_sec)*1e9+t1.tv_nsec-t0.tv_nsec)/300000/1e3);}
