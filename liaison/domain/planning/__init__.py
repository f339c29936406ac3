"""The check-in plan's parts; ``liaison.domain.plan`` is the door.

Words and rules: ``model`` (what goes in and comes out) · ``refusals`` · ``workday_line`` (dates as numbers)
· ``windows`` (when a call may be made) · ``openings`` (everyone's next call). The next calls:
``next_calls`` (their least lateness) · ``next_call_days`` · ``next_call_moves``. The year: ``chains`` and
``day_book`` (one contact, one day) · ``keeping`` (every promise kept) · ``staying`` (and few calls moved) ·
``bounds`` (what no plan can beat) · ``shortfall`` (not every promise kept) · ``fitting`` (a few
contacts beside calls that stand). All
together: ``officer`` and ``officer_year`` · ``office`` · ``report`` (numbers back into dates). Judging:
``checking`` with ``judged_windows`` · ``calmness`` (what a change moved).
"""
