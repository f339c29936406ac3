"""Telephones of the demo office. No operator has 154 and no city 0509, so that a tried link rings at nobody's desk."""

from random import Random

from liaison.demo.roster import Person

MOBILE, AREA = "154", "0509"
Labelled = tuple[str, str]  # label ("" lets the number decide), text as an officer would enter it


def phones_of(person: Person) -> list[Labelled]:
    """What the office knows of a person: mostly a mobile, often a desk; soldiers have desks only, a few have none."""
    rng = Random(f"phones {person.key}")
    if person.audience == "military":
        return [("", desk(rng)), ("internal", str(rng.randint(2000, 8999)))][rng.choice((0, 0, 1)) :]
    found = [("", mobile(rng))] if rng.random() < 0.93 else []
    if person.place and rng.random() < 0.55:
        found.append(("", desk(rng)))
    if person.audience == "gov" and rng.random() < 0.3:
        found.append(("internal", str(rng.randint(6000, 6999))))
    return found


def mobile(rng: Random) -> str:
    middle, tail = rng.randint(1000, 9899), rng.randint(0, 9999)
    return rng.choice((f"{MOBILE}{middle}{tail:04}", f"{MOBILE} {middle} {tail:04}", f"{MOBILE}-{middle}-{tail:04}"))


def desk(rng: Random) -> str:
    line = f"{AREA}-82{rng.randint(100000, 999999)}"
    return rng.choice((line, line, f"{line} 转 {rng.randint(801, 868)}", f"({AREA}) 82{rng.randint(100000, 999999)}"))
