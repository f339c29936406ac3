from liaison.greetings.problems import problems_in
from liaison.greetings.queries import greetings_of


def test_smoke(office):
    r = office.start()
    rows = greetings_of(r)
    for g in rows:
        print(g.unit and g.unit.name, g.name, g.contact.title, g.channel, g.signature, g.reason, g.text)
    for k,v in problems_in(rows).items():
        print(k, [p.message for p in v])
    assert 0
