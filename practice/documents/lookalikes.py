"""Letters that look like a Latin one, from other scripts: the part of Unicode's confusables that people and tricks use."""

_PAIRS = (
    # Cyrillic
    "аa бb вb гr еe ёe зe иu йu кk мm нh оo пn рp сc тt уy фo хx іi їi јj ѕs ԁd ԛq ԝw һh ґr ӏl ьb "
    # Greek
    "αa βb γy εe ζz ηn ιi κk λl μu νv οo ρp σo ςs τt υu χx ωw ϲc ϳj "
    # Latin with strokes, dots and other bodies that decomposition leaves alone
    "ıi ȷj łl øo đd ħh ŧt ƒf ɑa ɡg ɩi ʟl ɴn ʀr ɪi ʏy ʙb ʜh ᴀa ᴄc ᴅd ᴇe ᴊj ᴋk ᴍm ᴏo ᴘp ᴛt ᴜu ᴠv ᴡw ᴢz ꜰf ꜱs ɢg "
    "ƅb ƽs ɵo ƨs ɛe əe ɐa ɯw ʋu ǀl ∣l ӕa æa œo ðd þp "
    # Armenian, Cherokee and others
    "օo սu ոn հh ցg զq ԁd ꭰd ꭱr ꭲt ꮃw ꮇm ꮋh ꮐg ꮒh ꮓz ꮪs ꮩv ꮶk ꮯc ꮲp ꮮl"
)
LOOKALIKES = {pair[0]: pair[1] for pair in _PAIRS.split()}
# A figure and a letter that are taken for each other: both sides are folded, so the words stay comparable.
FOLDED = {"o": "0", "i": "1", "l": "1"}
