"""Two who sign up with one address at the same moment."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from home.models import Startseite
from tests.accounts.helpers import ANGABEN

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_an_address_signed_up_twice_at_once_is_one_account_and_no_error(seitenbaum: Startseite) -> None:
    gate, answers = Barrier(3), list[int]()

    def send() -> None:
        gate.wait()
        try:
            answers.append(Client().post("/konto/signup/", ANGABEN).status_code)
        finally:
            connection.close()

    threads = [Thread(target=send) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [302, 302, 302]
    assert User.objects.filter(email=ANGABEN["email"]).count() == 1
