import socket
import unittest
from typing import Optional

from asystent_overlay.access import Access, Request, check_key

KEY = "0123456789abcdef"


def request(remote: str = "10.0.0.7", **headers: str) -> Request:
    return Request("GET", "/", {"host": "127.0.0.1:6001", **headers}, "192.168.1.20", remote)


class Strangers(unittest.TestCase):
    def code(self, access: Access, asked: Request, *, is_upgrade: bool = True, now_s: float = 0) -> Optional[int]:
        refusal = access.refusal(asked, is_upgrade=is_upgrade, now_s=now_s)
        return refusal and refusal.code

    def test_web_pages_open_no_socket(self) -> None:
        access = Access("127.0.0.1")
        self.assertEqual(self.code(access, request(origin="https://example.com")), 403)
        self.assertEqual(self.code(access, request(origin="null")), 403)
        self.assertIsNone(self.code(access, request(origin="https://example.com"), is_upgrade=False))
        self.assertIsNone(self.code(access, request()))

    def test_only_names_of_this_machine_are_answered(self) -> None:
        here, everywhere = Access("127.0.0.1"), Access("0.0.0.0")
        for name in ("localhost", "LocalHost:6001", "127.0.0.1", "[::1]:6001", "192.168.1.20:6001"):
            self.assertIsNone(self.code(here, request(host=name)), name)
        for name in ("example.com", "", "127.0.0.1.example.com", socket.gethostname()):
            self.assertEqual(self.code(here, request(host=name), is_upgrade=False), 403, name)
        self.assertIsNone(self.code(everywhere, request(host=f"{socket.gethostname()}.local:6001")))
        self.assertEqual(self.code(everywhere, request(host="example.com")), 403)

    def test_the_right_key_is_needed_once_there_is_one(self) -> None:
        access = Access("127.0.0.1")
        access.set_key(KEY)
        self.assertEqual(self.code(access, request()), 401)
        self.assertEqual(self.code(access, request(authorization=f"Basic {KEY}")), 401)
        self.assertEqual(self.code(access, request(authorization=f"Bearer {KEY[:-1]}")), 401)
        self.assertIsNone(self.code(access, request(authorization=f"Bearer {KEY}")))
        self.assertFalse(access.accepts(None))

    def test_guesses_of_one_address_are_limited_but_never_the_right_key(self) -> None:
        access = Access("127.0.0.1")
        access.set_key(KEY)
        wrong = request(authorization="Bearer wrong")
        self.assertEqual([self.code(access, wrong) for _ in range(12)], [401] * 10 + [429] * 2)
        self.assertEqual(self.code(access, request("10.0.0.8", authorization="Bearer wrong")), 401)
        self.assertIsNone(self.code(access, request(authorization=f"Bearer {KEY}")))
        self.assertEqual(self.code(access, request()), 401)
        self.assertEqual(self.code(access, wrong, now_s=59), 429)
        self.assertEqual(self.code(access, wrong, now_s=60), 401)

    def test_a_key_is_long_enough_and_can_travel(self) -> None:
        check_key(KEY)
        for key in ("short", "a" * 501, "with a space 012", "zażółć gęślą jaźń"):
            with self.assertRaises(ValueError) as raised:
                check_key(key)
            self.assertNotIn(key, str(raised.exception))
