"""wayland-hand.py wlr|kde|mutter WIDTH HEIGHT: a pointer and a keyboard at a Wayland compositor.

Reads `move X Y`, `button 0|1` and `key ctrl+alt+m` from stdin, and answers each with a line; the first line says that it
is ready. The protocols are wlr-virtual-pointer-unstable-v1 and virtual-keyboard-unstable-v1 of wlroots, fake-input of
KDE, both spoken by hand, and the D-Bus interface org.gnome.Mutter.RemoteDesktop.
"""
import array
import os
import socket
import struct
import sys
import time

# Codes of linux/input-event-codes.h.
KEYS = {
    **dict(zip("qwertyuiop", range(16, 26))),
    **dict(zip("asdfghjkl", range(30, 39))),
    **dict(zip("zxcvbnm", range(44, 51))),
    "Escape": 1, "Return": 28, "F11": 87, "ctrl": 29, "shift": 42, "alt": 56, "super": 125,
}
LEFT_BUTTON = 0x110
# The bits of the modifiers in XKB's usual maps.
MODIFIERS = {"shift": 1, "ctrl": 4, "alt": 8, "super": 64}
KEYMAP = b"""xkb_keymap {
  xkb_keycodes { include "evdev+aliases(qwerty)" };
  xkb_types { include "complete" };
  xkb_compat { include "complete" };
  xkb_symbols { include "pc+us+inet(evdev)" };
};
\0"""
# Of all displays together.
WIDTH, HEIGHT = int(sys.argv[2]), int(sys.argv[3])


class Wayland:
    """A connection to a compositor: https://wayland.freedesktop.org/docs/html/ch04.html"""

    def __init__(self):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(os.path.join(os.environ["XDG_RUNTIME_DIR"], os.environ["WAYLAND_DISPLAY"]))
        self.last_id, self.received, self.globals = 1, b"", {}
        self.registry = self.new_id()
        self.send(1, 1, struct.pack("<I", self.registry))
        self.sync()

    def new_id(self):
        self.last_id += 1
        return self.last_id

    def send(self, target, opcode, data=b"", file=None):
        message = struct.pack("<IHH", target, opcode, 8 + len(data)) + data
        files = [] if file is None else [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [file]))]
        self.socket.sendmsg([message], files)

    def sync(self):
        """Wait until everything that was sent has been carried out."""
        callback = self.new_id()
        self.send(1, 0, struct.pack("<I", callback))
        while True:
            data = self.socket.recv(65536)
            if not data:
                raise EOFError("the compositor has closed the connection")
            self.received += data
            while len(self.received) >= 8:
                target, opcode, size = struct.unpack("<IHH", self.received[:8])
                if len(self.received) < size:
                    break
                body, self.received = self.received[8:size], self.received[size:]
                if target == callback:
                    return
                if target == 1 and opcode == 0:
                    raise RuntimeError(f"protocol error: {body!r}")
                if target == self.registry and opcode == 0:
                    name, length = struct.unpack("<II", body[:8])
                    self.globals.setdefault(body[8 : 8 + length - 1].decode(), name)

    def bind(self, interface, version):
        if interface not in self.globals:
            raise RuntimeError(f"the compositor has no {interface}")
        new = self.new_id()
        name = self.globals[interface]
        self.send(self.registry, 0, struct.pack("<I", name) + string(interface) + struct.pack("<II", version, new))
        return new


def string(text):
    data = text.encode() + b"\0"
    return struct.pack("<I", len(data)) + data + b"\0" * (-len(data) % 4)


def now():
    return int(time.monotonic() * 1000) & 0xFFFFFFFF


class Wlroots:
    def __init__(self):
        self.wayland = wayland = Wayland()
        manager = wayland.bind("zwlr_virtual_pointer_manager_v1", 1)
        self.pointer = wayland.new_id()
        wayland.send(manager, 0, struct.pack("<II", 0, self.pointer))
        seat = wayland.bind("wl_seat", 1)
        manager = wayland.bind("zwp_virtual_keyboard_manager_v1", 1)
        self.keyboard = wayland.new_id()
        wayland.send(manager, 0, struct.pack("<II", seat, self.keyboard))
        file = os.memfd_create("keymap")
        os.write(file, KEYMAP)
        wayland.send(self.keyboard, 0, struct.pack("<II", 1, len(KEYMAP)), file)
        wayland.sync()

    def move(self, x, y):
        self.wayland.send(self.pointer, 1, struct.pack("<IIIII", now(), x, y, WIDTH, HEIGHT))
        self.frame()

    def button(self, down):
        self.wayland.send(self.pointer, 2, struct.pack("<III", now(), LEFT_BUTTON, down))
        self.frame()

    def frame(self):
        self.wayland.send(self.pointer, 4)
        self.wayland.sync()

    def key(self, code, down):
        self.wayland.send(self.keyboard, 1, struct.pack("<III", now(), code, down))
        self.wayland.sync()

    def modifiers(self, mask):
        self.wayland.send(self.keyboard, 2, struct.pack("<IIII", mask, 0, 0, 0))
        self.wayland.sync()


class Kde:
    def __init__(self):
        self.wayland = Wayland()
        self.input = self.wayland.bind("org_kde_kwin_fake_input", 4)
        self.send(0, string("lab") + string("tests"))

    def send(self, opcode, data):
        self.wayland.send(self.input, opcode, data)
        self.wayland.sync()

    def move(self, x, y):
        self.send(9, struct.pack("<ii", x * 256, y * 256))

    def button(self, down):
        self.send(2, struct.pack("<II", LEFT_BUTTON, down))

    def key(self, code, down):
        self.send(10, struct.pack("<II", code, down))

    def modifiers(self, mask):
        pass


class Mutter:
    NAME = "org.gnome.Mutter.RemoteDesktop"

    def __init__(self):
        from gi.repository import Gio, GLib

        self.variant = GLib.Variant
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        (self.path,) = self.call("/org/gnome/Mutter/RemoteDesktop", self.NAME, "CreateSession")
        self.notify("Start")
        # It takes differences only, so begin in a corner: not in the upper left one, which opens the overview.
        self.at = (WIDTH - 1, HEIGHT - 1)
        self.notify("NotifyPointerMotionRelative", "(dd)", 10000.0, 10000.0)
        # Until the first key there is no keyboard, and no window has its focus.
        self.key(KEYS["shift"], 1)
        self.key(KEYS["shift"], 0)

    def call(self, path, interface, method, arguments=None):
        return self.bus.call_sync(self.NAME, path, interface, method, arguments, None, 0, 8000, None).unpack()

    def notify(self, method, signature="()", *arguments):
        self.call(self.path, self.NAME + ".Session", method, self.variant(signature, arguments))

    def move(self, x, y):
        self.notify("NotifyPointerMotionRelative", "(dd)", float(x - self.at[0]), float(y - self.at[1]))
        self.at = (x, y)

    def button(self, down):
        self.notify("NotifyPointerButton", "(ib)", LEFT_BUTTON, bool(down))

    def key(self, code, down):
        self.notify("NotifyKeyboardKeycode", "(ub)", code, bool(down))

    def modifiers(self, mask):
        pass


def press_keys(hand, combination):
    *held, last = combination.split("+")
    mask = 0
    for name in held:
        hand.key(KEYS[name], 1)
        mask |= MODIFIERS[name]
    hand.modifiers(mask)
    hand.key(KEYS[last], 1)
    time.sleep(0.03)
    hand.key(KEYS[last], 0)
    for name in reversed(held):
        hand.key(KEYS[name], 0)
    hand.modifiers(0)


hand = {"wlr": Wlroots, "kde": Kde, "mutter": Mutter}[sys.argv[1]]()
print("ready", flush=True)
for line in sys.stdin:
    word, *arguments = line.split()
    if word == "key":
        press_keys(hand, arguments[0])
    else:
        getattr(hand, word)(*map(int, arguments))
    print("done", flush=True)
