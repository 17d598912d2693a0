from wtforms import StringField, TextAreaField

from practice.core.forms import AtMost, Form, Said


class StoryForm(Form):
    words = TextAreaField("The story so far", validators=[
        Said("Write a few sentences: what happened, how it is now, what comes next"), AtMost()],
        description="A few short paragraphs that the family could read over your shoulder: what happened, how it is now, the "
                    "next hard day. Leave an empty line between paragraphs.")
    read_with = StringField("With whom did you read it, and when?", validators=[AtMost(200)],
                            description="Such as: Marina on 20 November. Leave it empty if you have not yet.")
