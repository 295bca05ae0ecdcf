"""The table of payers, and the perspectives that follow from it."""

import pickle

from businesscase.core.payers import Payer, Perspective


def test_a_perspective_is_a_payer_that_asks_or_the_public_sector_between_the_public_payers_and_the_others() -> None:
    asking = [payer.value for payer in Payer if payer.asks]
    assert [each.value for each in Perspective if each is not Perspective.PUBLIC_SECTOR] == asking
    assert [each.public for each in Perspective] == sorted((each.public for each in Perspective), reverse=True)
    assert [each for each in Perspective if each.public][-1] is Perspective.PUBLIC_SECTOR


def test_the_public_sector_is_every_public_payer_and_all_else_is_one_payer() -> None:
    assert set(Perspective.PUBLIC_SECTOR.payers) == {payer for payer in Payer if payer.public}
    assert Payer.OTHER_MUNICIPALITY in Perspective.PUBLIC_SECTOR.payers
    assert Perspective("foundation").payers == (Payer.FOUNDATION,)
    assert Perspective("foundation").gives
    assert not Perspective.PUBLIC_SECTOR.gives


def test_both_are_words_that_come_back_from_a_file_as_themselves() -> None:
    for word in (*Payer, *Perspective):
        assert type(word)(word.value) is word
        assert pickle.loads(pickle.dumps(word)) is word
