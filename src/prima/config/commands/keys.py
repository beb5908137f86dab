"""`prima keys`: what an operator does with the keys; each action is a module beside this one."""

import argparse

from prima.config.commands import keys_escrow, keys_loss, keys_recover, keys_rotate, keys_status

HELP = "Memeriksa, mengganti, dan memulihkan kunci penyegel."

ACTIONS = {
    "status": keys_status,
    "rotate": keys_rotate,
    "escrow": keys_escrow,
    "recover": keys_recover,
    "after-loss": keys_loss,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="tindakan")
    for name, module in ACTIONS.items():
        action = actions.add_parser(name, help=module.HELP, description=module.HELP)
        module.add_arguments(action)


def run(options: argparse.Namespace) -> int:
    code: int = ACTIONS[options.action].run(options)
    return code
