"""The command `mnist-nn`, one file for each kind of work."""

from mnist_nn.cli.threads import default_to_one_thread


def main() -> None:
    """Run the command."""
    default_to_one_thread()
    from mnist_nn.cli import reading, sharing, specifying, verifying, weighing  # noqa: F401 - they add what they do
    from mnist_nn.cli.app import app

    app(prog_name="mnist-nn")
