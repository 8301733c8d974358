"""The numbers of the items of an agenda, as items are added, moved and deleted."""

from ..minutes.numbers import Number


def next_number(taken: list[Number]) -> Number:
    return Number(max((number.number for number in taken), default=0) + 1)


def is_unbroken(numbers: list[Number]) -> bool:
    """Return whether the numbers count on by one, without letters."""
    first = numbers[0].number if numbers else 1
    return numbers == [Number(first + place) for place in range(len(numbers))]


def hand_out_numbers(numbers: list[Number], *, before: list[Number]) -> list[Number]:
    """Return the numbers of the items in their new order.

    `before` are those of the whole agenda, with the deleted items. If they counted on, the new
    ones do too; otherwise the same numbers are handed out in order: 12, 12 a and 14 stay.
    """
    if numbers and is_unbroken(sorted(before)):
        first = min(before).number
        return [Number(first + place) for place in range(len(numbers))]
    return sorted(numbers)
