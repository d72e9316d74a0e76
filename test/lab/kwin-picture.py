"""kwin-picture.py FILE: saves the screen of KWin as a PNG file, by its D-Bus interface org.kde.KWin.ScreenShot2."""
import os
import struct
import sys
import threading
import zlib

from gi.repository import Gio, GLib

pieces = []


def read_all(file):
    while piece := os.read(file, 1 << 20):
        pieces.append(piece)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


reading, writing = os.pipe()
files = Gio.UnixFDList.new()
handle = files.append(writing)
os.close(writing)
reader = threading.Thread(target=read_all, args=(reading,))
reader.start()
bus = Gio.bus_get_sync(Gio.BusType.SESSION)
arguments = GLib.Variant("(a{sv}h)", ({"native-resolution": GLib.Variant("b", True)}, handle))
name = "org.kde.KWin.ScreenShot2"
answer, _ = bus.call_with_unix_fd_list_sync(
    "org.kde.KWin", "/org/kde/KWin/ScreenShot2", name, "CaptureWorkspace", arguments, None, 0, 20000, files, None
)
# The pipe ends when its last writer closes it, and this list holds one.
del files
reader.join()
info = answer.unpack()[0]
width, height, stride = info["width"], info["height"], info["stride"]
pixels = b"".join(pieces)
rows = bytearray()
for y in range(height):
    line = pixels[y * stride : y * stride + width * 4]  # blue, green, red, alpha
    row = bytearray(width * 3)
    row[0::3], row[1::3], row[2::3] = line[2::4], line[1::4], line[0::4]
    rows += b"\0" + row
header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
with open(sys.argv[1], "wb") as file:
    file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b""))
