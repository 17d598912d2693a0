"""The form of how an idea stands."""

from practice.core.forms import Form, Said
from practice.discussions.forms import a_choice
from practice.discussions.ideas.standing import STATES
from practice.mapping.forms import long_text


class WeighForm(Form):
    state = a_choice("How does it stand?", STATES.items(),
                     "An idea is never a fact: supported means that what is seen speaks for it",
                     Said("Choose how it stands"))
    because = long_text("Why?", "What has been seen or heard since, and by whom", Said("Say why, in a sentence"))
