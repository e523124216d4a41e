#!/usr/bin/env python3
"""A small HTTP server on loopback for the tests of uri and get_url.

server.py DIRECTORY [CERTIFICATE KEY [AUTHORITY]]

Serves until it is killed. Prints the port it listens on; with a certificate it speaks TLS, and with an
authority it demands a certificate of the client. What was asked stands in DIRECTORY/requests, one JSON line each.
"""

import base64
import gzip
import http.server
import json
import os
import signal
import socket
import socketserver
import ssl
import sys
import threading
import time

DIRECTORY = sys.argv[1]
MODIFIED = "Sun, 06 Nov 1994 08:49:37 GMT"
FILE = b"what the server has\n"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body=b"", **fields):
        self.send_response(status)
        for name, value in fields.items():
            for one in value if isinstance(value, list) else [value]:
                self.send_header(name.replace("_", "-"), one)
        if status != 304 and "Content_Length" not in fields:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def raw(self, data):
        self.wfile.write(data)
        self.close_connection = True

    def handle_any(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with open(os.path.join(DIRECTORY, "requests"), "a") as log:
            fields = {name.lower(): value for name, value in self.headers.items()}
            line = {"method": self.command, "path": self.path, "fields": fields, "body": body.decode("latin-1")}
            log.write(json.dumps(line) + "\n")
        path = self.path.split("://")[-1]
        path = "/" + path.split("/", 1)[1].split("?")[0] if "/" in path else "/"
        if path.startswith("/status/"):
            self.answer(int(path.split("/")[2]), b"the reply\nof this status", Content_Type="text/plain")
        elif path.startswith("/redirect/"):
            self.answer(int(path.split("/")[2]), b"moved", Location="/echo", Set_Cookie="way=long; Path=/")
        elif path == "/circle":
            self.answer(302, Location="circle")
        elif path == "/elsewhere":
            self.answer(302, Location="http://127.0.0.1:%s/echo" % self.headers["X-Port"])
        elif path == "/off":
            self.answer(302, Location="file:///etc/passwd")
        elif path == "/echo":
            told = json.dumps({"method": self.command, "body": body.decode("latin-1")})
            self.answer(200, told.encode(), Content_Type="application/json; charset=utf-8")
        elif path == "/login":
            wanted = "Basic " + base64.b64encode("operator:sésame".encode()).decode()
            if self.headers.get("Authorization") == wanted:
                self.answer(200, b"come in")
            else:
                self.answer(401, b"who are you?", WWW_Authenticate='Basic realm="x"')
        elif path == "/cookies":
            self.answer(200, Set_Cookie=["a=1; Path=/; HttpOnly", "b=2", "gone=3; Max-Age=0"], X_Twice=["one", "two"])
        elif path == "/latin":
            self.answer(200, b"caf\xe9", Content_Type="text/plain; charset=iso-8859-1")
        elif path == "/nojson":
            self.answer(200, b"{not json", Content_Type="application/json")
        elif path == "/gzip":
            self.answer(200, gzip.compress(b"packed " * 20000), Content_Encoding="gzip")
        elif path == "/chunked":
            self.raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                     b"5\r\nfirst\r\n8;x=y\r\n, second\r\n0\r\nTrailer: x\r\n\r\n")
        elif path == "/unending":
            self.raw(b"HTTP/1.0 200 OK\r\n\r\nuntil the end")
        elif path == "/interim":
            self.raw(b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nreal")
        elif path == "/broken":
            self.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this")
        elif path == "/brokenchunk":
            self.raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfi")
        elif path == "/nothing":
            self.close_connection = True
        elif path == "/garbage":
            self.raw(b"220 mail.example ESMTP\r\n")
        elif path == "/slow":
            time.sleep(60)
        elif path == "/files/a.txt" or path == "/files/b%20c.txt":
            if self.headers.get("If-Modified-Since"):
                self.answer(304)
            else:
                self.answer(200, FILE, Last_Modified=MODIFIED)
        elif path == "/always/a.txt":
            self.answer(200, FILE)
        elif path == "/named":
            self.answer(200, FILE, Content_Disposition='attachment; filename="../../named.txt"')
        elif path == "/to/file":
            self.answer(302, Location="/always/a.txt")
        elif path == "/empty":
            self.answer(200)
        elif path == "/long":
            self.answer(200, b"0123456789abcdef" * (1 << 16))
        elif path == "/sums":
            self.answer(200, open(os.path.join(DIRECTORY, "sums"), "rb").read())
        else:
            self.answer(404, b"<html>\n <h1>Nothing   here</h1>\n</html>\n")

    def do_CONNECT(self):
        """A proxy that leads on to wherever it is asked to, on this machine."""
        with open(os.path.join(DIRECTORY, "requests"), "a") as log:
            fields = {name.lower(): value for name, value in self.headers.items()}
            log.write(json.dumps({"method": "CONNECT", "path": self.path, "fields": fields, "body": ""}) + "\n")
        self.close_connection = True
        port = int(self.path.rsplit(":", 1)[1])
        if port == 1:
            self.answer(403)
            return
        onward = socket.create_connection(("127.0.0.1", port))
        self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")

        def pump(source, sink):
            try:
                while data := source.recv(65536):
                    sink.sendall(data)
                sink.shutdown(socket.SHUT_WR)
            except OSError:
                pass

        back = threading.Thread(target=pump, args=(onward, self.connection))
        back.start()
        pump(self.connection, onward)
        back.join()


for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]:
    setattr(Handler, "do_" + method, Handler.handle_any)


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 20

    def handle_error(self, *_):
        pass


class UnixServer(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True
    block_on_close = False

    def get_request(self):
        connection, _ = super().get_request()
        return connection, ("unix", 0)


server = Server(("127.0.0.1", 0), Handler)
if len(sys.argv) > 3:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[2], sys.argv[3])
    if len(sys.argv) > 4:
        context.load_verify_locations(sys.argv[4])
        context.verify_mode = ssl.CERT_REQUIRED
    # The handshake is made by the thread of the connection, so that a client who breaks it off blocks nobody.
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
threading.Thread(target=server.serve_forever, daemon=True).start()
unix = UnixServer(os.path.join(DIRECTORY, "socket-%d" % server.server_port), Handler)
threading.Thread(target=unix.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
signal.pause()
