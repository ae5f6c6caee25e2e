"""One window a library: a second start hands its wish to the first and ends."""

from __future__ import annotations

import getpass
import hashlib
import json
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE = 400
_MOST_BYTES = 4096


class OneWindow(QObject):
    """The local socket of one library. `issue_wished` is what another start asked for; 0: just come forward."""

    issue_wished = Signal(int)

    def __init__(self, library: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        whose = f"{getpass.getuser()}\n{library.expanduser().resolve()}"
        self.name = "pressmark-" + hashlib.sha256(whose.encode()).hexdigest()[:24]
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def hand_over(self, issue: int | None) -> bool:
        """Ask the window that is open to show an issue; False where none is open."""
        socket = QLocalSocket()
        socket.connectToServer(self.name)
        if not socket.waitForConnected(_PATIENCE):
            return False
        socket.write(json.dumps({"issue": issue or 0}).encode())
        socket.flush()
        heard = socket.bytesAvailable() > 0 or socket.waitForReadyRead(_PATIENCE * 5)
        socket.disconnectFromServer()
        return bool(heard)

    def listen(self) -> bool:
        """Answer other starts from now on; a socket left over from a crash is cleared away."""
        if self._server.listen(self.name):
            return True
        QLocalServer.removeServer(self.name)
        return self._server.listen(self.name)

    def close(self) -> None:
        """Answer no more."""
        self._server.close()

    def _answer(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(lambda: self._read(socket))
            if socket.bytesAvailable():
                self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        said = bytes(socket.read(_MOST_BYTES).data())
        if not said:
            return
        try:
            wish = json.loads(said)
            issue = int(wish.get("issue", 0))
        except (ValueError, AttributeError, TypeError):
            issue = 0
        socket.write(b"yes")
        socket.flush()
        self.issue_wished.emit(issue)
