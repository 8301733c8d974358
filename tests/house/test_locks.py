"""Each advisory lock of PostgreSQL has its own number, or unrelated work would wait for it."""

import re
from collections import Counter

from django.conf import settings

LOCK = re.compile(r"^LOCK\w* = ([\d_]+)\b", re.MULTILINE)


def test_no_two_locks_share_a_number():
    rooms = [settings.BASE_DIR / room for room in ("home", "networks", "meetings", "search")]
    texts = [path.read_text(encoding="utf-8") for room in rooms for path in room.rglob("*.py")]
    numbers = Counter(int(number) for text in texts for number in LOCK.findall(text))
    assert len(numbers) >= 4
    assert [number for number, times in numbers.items() if times > 1] == []
