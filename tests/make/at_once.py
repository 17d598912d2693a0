"""Several people who do something at the very same moment, each on a connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from practice.core import audit


def together(app, world, *acts):
    """Do every (login, deed) at once; returns what came of each, an exception as itself."""
    start = Barrier(len(acts))

    def one(login, does):
        with app.app_context(), audit.acting_as(world.users[login]):
            start.wait()
            try:
                return does()
            except Exception as problem:  # noqa: BLE001
                return problem

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(one, login, does) for login, does in acts]]
