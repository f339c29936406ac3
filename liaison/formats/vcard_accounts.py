"""Accounts in messengers, which every program writes in its own way: IMPP, X-SOCIALPROFILE, X-QQ …"""

import re
from urllib.parse import quote, unquote

from liaison.formats.vcard_card import Account
from liaison.formats.vcard_draft import Value
from liaison.formats.vcard_text import one_line

_NAMED_BY_PROPERTY = {
    "X-WECHAT": "wechat",
    "X-WEIXIN": "wechat",
    "X-QQ": "qq",
    "X-DINGTALK": "dingtalk",
    "X-WEIBO": "sinaweibo",
    "X-AIM": "aim",
    "X-ICQ": "icq",
    "X-JABBER": "xmpp",
    "X-MSN": "msn",
    "X-SKYPE": "skype",
    "X-SKYPE-USERNAME": "skype",
    "X-YAHOO": "yahoo",
    "X-MS-IMADDRESS": "",
}
ACCOUNT_PROPERTIES = ("IMPP", "X-SOCIALPROFILE", *_NAMED_BY_PROPERTY)

_SAME_NETWORK = dict.fromkeys(("微信", "微信号", "weixin", "micromsg"), "wechat") | {"腾讯qq": "qq"}
# Types that say where or how preferred an account is, not whose.
_NO_NETWORK = {"pref", "home", "work", "other", "personal"}
_APPLE = "x-apple"
_SCHEME = re.compile(r"[\w+.-]+")


def account_of(value: Value) -> Account:
    """Network and address of any of `ACCOUNT_PROPERTIES`."""
    if value.name == "IMPP":
        return _from_impp(value)
    if value.name == "X-SOCIALPROFILE":
        return _from_profile(value)
    return Account(_NAMED_BY_PROPERTY[value.name], value.plain)


def account_value(account: Account) -> str:
    """The value of an IMPP line as iPhones write it; the network stands in X-SERVICE-TYPE beside it."""
    return f"{_APPLE}:{quote(one_line(account.address), safe='@+')}"


def _from_impp(value: Value) -> Account:
    """`IMPP;X-SERVICE-TYPE=QQ:x-apple:12345` from phones, `IMPP:xmpp:li@example.cn` by the standard."""
    scheme, _, address = value.plain.partition(":")
    if not address or not _SCHEME.fullmatch(scheme):
        scheme, address = "", value.plain
    if scheme.lower() == _APPLE:
        scheme, address = "", one_line(unquote(address))
    return Account(_network(value.named.get("X-SERVICE-TYPE") or scheme), address)


def _from_profile(value: Value) -> Account:
    """`X-SOCIALPROFILE;type=wechat;x-user=li:x-apple:li`: the account is the parameter or the value."""
    network = next((word for word in value.types if word not in _NO_NETWORK), "")
    bare = one_line(unquote(value.plain.removeprefix(f"{_APPLE}:")))
    return Account(_network(network), value.named.get("X-USER") or bare)


def _network(name: str) -> str:
    lower = name.strip().lower()
    return _SAME_NETWORK.get(lower, lower)
