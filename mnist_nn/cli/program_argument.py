"""The end of a command line that is a program to verify: `-- COMMAND ARGS`."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand


class WithCommand(TyperCommand):
    """A command that may end with `-- COMMAND ARGS`, which are not its own arguments."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Set the program and its arguments aside, and parse what stands before them."""
        own, dashes, program = _parted(args)
        ctx.obj = program if dashes else None
        return super().parse_args(ctx, own)

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return what stands in the line of usage."""
        return [*super().collect_usage_pieces(ctx), "[-- COMMAND ARGS]"]


def target_of(target: str | None, program: list[str] | None) -> str:
    """Return what to open."""
    from mnist_nn.targets.target import command_target

    if program is None:
        return target or "numpy"
    if target is not None:
        raise ValueError(f"verify: one target at a time, not {target!r} and a command")
    if not program:
        raise ValueError("verify: there is no command after --")
    return command_target(program)


def _parted(args: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Return what stands before the first `--`, the dashes if there are any, and the rest."""
    at = args.index("--") if "--" in args else len(args)
    return args[:at], args[at : at + 1], args[at + 1 :]
