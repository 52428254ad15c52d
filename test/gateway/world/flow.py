"""TCP flows between hosts.

    flow.py serve PORT                      echoes every line, forever
    flow.py talk ADDRESS PORT FILE          one connection: a numbered line every quarter of a second, each after the echo
                                            of the last; FILE gets the number and the time of every echo
    flow.py bulk ADDRESS PORT BYTES         sends so many bytes and checks that the same come back
    flow.py reach ADDRESS PORT              succeeds when something answers within three seconds
"""
import hashlib
import socket
import socketserver
import sys
import threading
import time


class Echo(socketserver.StreamRequestHandler):
    def handle(self):
        while True:
            data = self.request.recv(65536)
            if not data:
                return
            self.request.sendall(data)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


def serve(port):
    Server(("0.0.0.0", int(port)), Echo).serve_forever()


def talk(address, port, path):
    connection = socket.create_connection((address, int(port)), timeout=None)
    lines = connection.makefile("rb")
    with open(path, "w", buffering=1, encoding="ascii") as file:
        number = 0
        while True:
            connection.sendall(b"%d\n" % number)
            if int(lines.readline()) != number:
                raise SystemExit("echo of another line")
            file.write(f"{number} {time.monotonic():.2f}\n")
            number += 1
            time.sleep(0.25)


def bulk(address, port, size):
    data = bytes(i * 7 % 251 for i in range(1009)) * (int(size) // 1009)
    connection = socket.create_connection((address, int(port)), timeout=60)
    threading.Thread(target=connection.sendall, args=(data,)).start()
    digest, received = hashlib.sha256(), 0
    while received < len(data):
        piece = connection.recv(65536)
        if not piece:
            raise SystemExit("closed early")
        digest.update(piece)
        received += len(piece)
    mss = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG)
    print(f"{received} bytes, segments of at most {mss}")
    if digest.digest() != hashlib.sha256(data).digest() or mss > 1382:
        raise SystemExit("not what was sent, or segments too large")


def reach(address, port):
    socket.create_connection((address, int(port)), timeout=3)


{"serve": serve, "talk": talk, "bulk": bulk, "reach": reach}[sys.argv[1]](*sys.argv[2:])
