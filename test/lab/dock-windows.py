"""dock-windows.py X,Y,WIDTH,HEIGHT ...: panels at these places, which report their X windows, each on a line of its own."""
import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("Gdk", "3.0")
from gi.repository import Gdk, Gtk

for place in sys.argv[1:]:
    x, y, width, height = map(int, place.split(","))
    window = Gtk.Window(title="dock")
    window.set_type_hint(Gdk.WindowTypeHint.DOCK)
    window.set_default_size(width, height)
    window.move(x, y)
    window.show_all()
    print(window.get_window().get_xid(), flush=True)
Gtk.main()
