"""A mail server that takes whatever it is sent and keeps it: enough of RFC 5321 for smtplib."""

from dataclasses import dataclass, field
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import Self


@dataclass
class Taken:
    mail_from: str
    recipients: list[str]
    data: bytes


@dataclass
class MailSink:
    extensions: tuple[str, ...] = ("8BITMIME",)
    rcpt_answer: str = "250 OK"
    data_answer: str = "250 OK"
    goodbye: bytes = b"221 Bye\r\n"
    taken: list[Taken] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        sink = self

        class Conversation(StreamRequestHandler):
            def handle(self) -> None:
                sink._talk(self)

        self._server = ThreadingTCPServer(("127.0.0.1", 0), Conversation)
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def _talk(self, stream: StreamRequestHandler) -> None:
        def say(answer: str) -> None:
            stream.wfile.write(answer.encode() + b"\r\n")

        mail_from, recipients = "", list[str]()
        say("220 sink.example ready")
        for line in stream.rfile:
            command = line.decode("ascii").rstrip("\r\n")
            self.commands.append(command)
            match command.split(" ")[0].split(":")[0].upper():
                case "EHLO":
                    answers = ["sink.example", *self.extensions]
                    for answer in answers[:-1]:
                        say(f"250-{answer}")
                    say(f"250 {answers[-1]}")
                case "MAIL":
                    mail_from = command
                    say("250 OK")
                case "RCPT":
                    recipients.append(command)
                    say(self.rcpt_answer)
                case "DATA":
                    say("354 Go on")
                    self.taken.append(Taken(mail_from, recipients, _read_message(stream)))
                    say(self.data_answer)
                case "QUIT":
                    stream.wfile.write(self.goodbye)
                    return
                case _:
                    say("250 OK")


def _read_message(stream: StreamRequestHandler) -> bytes:
    message = b""
    while (line := stream.rfile.readline()) != b".\r\n":
        message += line.removeprefix(b".")
    return message
