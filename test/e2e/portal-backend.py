"""A desktop's side of the portal for shortcuts, which agrees to everything. `gdbus` presses the keys: it has no keyboard."""

from gi.repository import Gio, GLib

NAME = "org.freedesktop.impl.portal.desktop.test"
PATH = "/org/freedesktop/portal/desktop"
SHORTCUTS = "org.freedesktop.impl.portal.GlobalShortcuts"

# https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.impl.portal.GlobalShortcuts.html
INTERFACES = Gio.DBusNodeInfo.new_for_xml(
    f"""<node>
      <interface name="{SHORTCUTS}">
        <method name="CreateSession">
          <arg type="o" direction="in"/><arg type="o" direction="in"/><arg type="s" direction="in"/>
          <arg type="a{{sv}}" direction="in"/><arg type="u" direction="out"/><arg type="a{{sv}}" direction="out"/>
        </method>
        <method name="BindShortcuts">
          <arg type="o" direction="in"/><arg type="o" direction="in"/><arg type="a(sa{{sv}})" direction="in"/>
          <arg type="s" direction="in"/><arg type="a{{sv}}" direction="in"/>
          <arg type="u" direction="out"/><arg type="a{{sv}}" direction="out"/>
        </method>
        <method name="ListShortcuts">
          <arg type="o" direction="in"/><arg type="o" direction="in"/>
          <arg type="u" direction="out"/><arg type="a{{sv}}" direction="out"/>
        </method>
        <signal name="Activated"><arg type="o"/><arg type="s"/><arg type="t"/><arg type="a{{sv}}"/></signal>
        <property name="version" type="u" access="read"/>
      </interface>
      <interface name="org.freedesktop.impl.portal.Session">
        <method name="Close"/>
        <property name="version" type="u" access="read"/>
      </interface>
      <interface name="{NAME}"><method name="Press"><arg type="s" direction="in"/></method></interface>
    </node>"""
).interfaces
OF_SHORTCUTS, OF_SESSION, OF_TEST = INTERFACES

# The session that was created last, and its shortcuts.
session = None
shortcuts = []


def granted():
    named = [(id, {"trigger_description": GLib.Variant("s", f"test {about.get('preferred_trigger')}")}) for id, about in shortcuts]
    return GLib.Variant("(ua{sv})", (0, {"shortcuts": GLib.Variant("a(sa{sv})", named)}))


def call(bus, _sender, path, _interface, method, arguments, invocation):
    global session, shortcuts
    given = arguments.unpack()
    if method == "CreateSession":
        session, shortcuts = given[1], []
        bus.register_object(session, OF_SESSION, call, version, None)
        return invocation.return_value(GLib.Variant("(ua{sv})", (0, {})))
    if method == "BindShortcuts":
        shortcuts = given[2]
    if method in ("BindShortcuts", "ListShortcuts"):
        return invocation.return_value(granted())
    if method == "Press":
        pressed = GLib.Variant("(osta{sv})", (session, given[0], 0, {}))
        bus.emit_signal(None, PATH, SHORTCUTS, "Activated", pressed)
    invocation.return_value(None)


def version(*_):
    return GLib.Variant("u", 1)


def export(bus, _name):
    bus.register_object(PATH, OF_SHORTCUTS, call, version, None)
    bus.register_object(PATH, OF_TEST, call, version, None)


Gio.bus_own_name(Gio.BusType.SESSION, NAME, Gio.BusNameOwnerFlags.NONE, export, None, None)
GLib.MainLoop().run()
