import re
from collections.abc import Iterator

from issues.findings import Evidence, Finding, Fix, MemberRow, Reach, Severity, change, check
from issues.values.placeholders import is_placeholder

_URL = re.compile(
    r"https?://(?!https?:?/)(?:[\w-]+\.)+[\w-]{2,}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE
)
_DOUBLED = re.compile(r"https?:?/{1,2}(?=https?://)", re.IGNORECASE)
_BEGINNINGS = ("http://", "https://")


@check(severity=Severity.ERROR, about="photo_url", reach=Reach.MEMBER)
def photo_malformed(member: MemberRow) -> Iterator[Finding]:
    """The address of a photo is not an address on the web.

    Why: the page shows a broken picture, or none.
    Fix: open the photo on the member's own page and copy its whole address, with https:// in front.
    Trap: browsers often accept spaces in an address, but other programs do not. Write %20 for them.
    """
    url = member.photo_url
    if not url or _is_clean(url.lower()) or _URL.fullmatch(url):
        return
    right = "" if is_placeholder(url) else _mended(url)
    label = f"Write {right}" if right else f"Remove it: {url}"
    yield Finding(
        subject=member,
        field="photo_url",
        message=f"{member}: {url!r} is not the address of a photo.",
        evidence=Evidence(url, right or "an address that begins with https://", compared=(url,)),
        fixes=(Fix(label, (change(member, photo_url=right),)),)
        if right or is_placeholder(url)
        else (),
    )


def _is_clean(lower: str) -> bool:
    return (
        lower.startswith(_BEGINNINGS)
        and "." in lower
        and " " not in lower
        and "\n" not in lower
        and "//http" not in lower
    )


def _mended(url: str) -> str:
    """Return the address without text around it, and with the `https:` that a page may leave out;
    "" if the right address does not follow.
    """
    bare = _DOUBLED.sub("", url.strip().strip("<>\"'"))
    if bare.startswith("//"):
        bare = f"https:{bare}"
    bare = bare.replace(" ", "%20") if _URL.fullmatch(bare.replace(" ", "")) else bare
    return bare if _URL.fullmatch(bare) else ""
