"""The check-in plan's parts; ``liaison.domain.plan`` is the door.

``model`` (the values that go in and come out) · ``refusals`` (input that cannot be planned) · ``workday_line``
(dates as numbers) · ``windows`` (when a call may be made) · ``openings`` (everyone's next call) · ``next_calls``
(their least lateness) · ``next_call_days`` (their days) · ``chains`` and ``day_book`` (one contact's year, one
officer's days) · ``keeping`` (a year that keeps every promise) · ``bounds`` (what no plan can beat) · ``shortfall``
(a year that cannot keep them all) · ``officer_year`` (one officer, all steps) · ``report`` (numbers back into
dates) · ``checking`` (the independent judge) · ``calmness`` (what a change moved).
"""
