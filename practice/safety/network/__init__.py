"""The safety network: who knows what (three rings), who was told which danger, who counts, and who has left.

Source: domain practice of safety circles and of the network's rule of thumb. Nobody counts before they were told the danger
statement; a rule that rests on somebody who left stands broken until it is mended. `install` hangs up the pages.
"""
