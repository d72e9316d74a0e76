"""plain-window.py TITLE maximized|fullscreen|normal|bypassing COLOUR [DISPLAY]: an ordinary window that reports what reaches it,
line by line: `press X Y`, `key NAME`, `focus`, `no focus` and, when it is on the screen, `shown WIDTH HEIGHT`. F11 switches to full
screen and back, on a display if that is given, counted from the left. One that is `bypassing` asks no window manager, and covers
the upper left display."""
import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("Gdk", "3.0")
from gi.repository import Gdk, GLib, Gtk

# From when a window is shown until its manager has done with it what it does at first.
SETTLED_MS = 200

title, mode, colour = sys.argv[1:4]
at = int(sys.argv[4]) if len(sys.argv) > 4 else None


def say(*words):
    print(*words, flush=True)
    return False


GLib.set_prgname("lab-window")
style = Gtk.CssProvider()
style.load_from_data(
    f"#area {{ background: repeating-linear-gradient(0deg, {colour}, {colour} 10px, shade({colour}, 1.2) 10px,"
    f" shade({colour}, 1.2) 20px) }}".encode()
)
Gtk.StyleContext.add_provider_for_screen(Gdk.Screen.get_default(), style, Gtk.STYLE_PROVIDER_PRIORITY_USER)
window = Gtk.Window(type=Gtk.WindowType.POPUP if mode == "bypassing" else Gtk.WindowType.TOPLEVEL, title=title)
window.set_default_size(900, 560)
area = Gtk.EventBox(name="area")
window.add(area)


def pressed(_, event):
    if event.type == Gdk.EventType.BUTTON_PRESS:  # not a double click, which is one more event
        say("press", round(event.x), round(event.y))
    return False


def fill():
    if at is None:
        return window.fullscreen()
    display = Gdk.Display.get_default()
    numbers = sorted(range(display.get_n_monitors()), key=lambda each: display.get_monitor(each).get_geometry().x)
    window.fullscreen_on_monitor(Gdk.Screen.get_default(), numbers[at])


def is_full():
    return window.get_window().get_state() & Gdk.WindowState.FULLSCREEN


def insist():
    """Ask for full screen until it is there: sway at times forgets what a window wanted before it was shown."""
    if not is_full():
        fill()
        return True
    return say("shown", *window.get_size())


def typed(_, event):
    name = Gdk.keyval_name(event.keyval)
    if name == "F11":
        (window.unfullscreen if is_full() else fill)()
    return say("key", name)


area.connect("button-press-event", pressed)
window.connect("key-press-event", typed)
window.connect("focus-in-event", lambda *_: say("focus"))
window.connect("focus-out-event", lambda *_: say("no focus"))
window.connect("destroy", Gtk.main_quit)
if mode == "maximized":
    window.maximize()
if mode == "fullscreen":
    # Window managers move a window that is there to another display, but not every one that is new.
    if at is None:
        fill()
    window.connect("map-event", lambda *_: GLib.timeout_add(SETTLED_MS, insist) and False)
else:
    window.connect("configure-event", lambda _, event: say("shown", event.width, event.height))
if mode == "bypassing":
    display = Gdk.Display.get_default().get_monitor_at_point(0, 0).get_geometry()
    window.move(0, 0)
    window.resize(display.width, display.height)
    window.connect("map-event", lambda *_: say("shown", display.width, display.height))
window.show_all()
Gtk.main()
