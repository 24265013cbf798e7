"""What the app changes of the interpreter it runs in, and gives back."""

import gc
import sys

from app_pilot import drive, press
from textual.pilot import Pilot


def test_the_interpreter_is_as_before_when_the_app_has_ended() -> None:
    collecting, turn = gc.get_threshold(), sys.getswitchinterval()
    frozen = gc.get_freeze_count()

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, *"ferry")
        assert gc.get_threshold() != collecting
        assert gc.get_freeze_count() > frozen
        assert sys.getswitchinterval() < turn

    drive(steps)
    assert gc.get_threshold() == collecting
    assert gc.get_freeze_count() == 0
    assert sys.getswitchinterval() == turn
