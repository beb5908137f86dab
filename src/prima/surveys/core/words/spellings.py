"""How people write on a telephone, brought back to the words of the lexicon before grouping.

Short forms and slang of Indonesian, and everyday words of some regions (Javanese, Sundanese,
Banjar, Minangkabau, Palembang, Makassar, Papua). Redaction knows nothing of this: a short form
that might be a name is taken out all the same.
"""

import re
from collections.abc import Mapping
from typing import Final

_WORD: Final = re.compile(r"[a-z]+")
# "lamaaa" is "lama": no Indonesian word holds one letter three times.
_STRETCHED: Final = re.compile(r"([a-z])\1{2,}")

# A word of the lexicon: how else people write or say it.
_SAID: Final[Mapping[str, str]] = {
    "tidak": "g ngga engga kaga ndak nda dak ora teu henteu kada indak alah gada gaada tara",
    "belum": "blm blom belom acan",
    "cepat": "cpt cepet gancang gercep gesit gasik lakas bentar sebentar",
    "lama": "lma suwe lawas lami kelamaan lemot siput seharian lelet",
    "menunggu": "ngantri ngenteni mahadang nungguin ditungguin antosan panjangnya",
    "ramah": "rmah someah semanak grapyak",
    "baik": "baek apik apike rancak elok becik",
    "jutek": "haseum cemberut ditekuk manyun sinis nyolot",
    "kasar": "bentak dibentak preman",
    "cuek": "dicuekin didiemin didiamkan diabaikan diacuhkan",
    "dibantu": "ngebantu",
    "terimakasih": "makasih mksh trimakasih makasi thanks nuhun suwun tks trmksh",
    "mantap": "mantul mantab joss jos kece gacor gandos",
    "bagus": "bgs sip good",
    "mudah": "gampang gmpg simpel simple praktis",
    "ribet": "rbt mbulet njlimet dipersulit rempong ruwet segambreng",
    "bolak": "dipingpong pingpong pimpong dipimpong mrene",
    "error": "eror gangguan ngelag",
    "aplikasi": "app apk web webnya website situs",
    "paham": "ngerti phm mudeng ngarti",
    "pintar": "pinter ilmunya",
    "terampil": "cekatan tangkas",
    "menjelaskan": "dijelasin jelasin dijelaskan ngejelasin",
    "uang": "duit dhuwit pitih fulus",
    "bayar": "byr dipungut",
    "pungli": "dipatok seikhlasnya pelicin dimintai rokok",
    "panas": "sumuk gerah hareudang",
    "sejuk": "adem",
    "bau": "apek pesing",
    "kursi": "bangku",
    "wc": "toilet",
    "mushola": "musholla mushalla mukena mukenanya",
    "parkir": "parkiran",
    "mengadu": "ngadu dumas",
    "keluhan": "komplen complain",
    "ditanggapi": "direspon respon ditanggepin digubris",
    "dibalas": "dibales bales",
    "telepon": "tlp telpon",
    "whatsapp": "wa",
    "salah": "slh",
    "stempel": "cap capnya",
    "syarat": "persaratan sarat",
    "menit": "mnt",
    "fotokopi": "fotocopy fotocopi",
    "merata": "adil",
    "selesai": "kelar beres",
}
# Several words that mean one; tried before the single words.
_PHRASES: Final[Mapping[str, str]] = {
    "terima kasih": "terimakasih",
    "sat set": "cepat",
    "pake lama": "lama",
    "pilih kasih": "pilihkasih",
    "main hp": "cuek",
    "orang dalam": "calo",
    "org dalem": "calo",
    "kursi roda": "kursiroda",
    "bolak balik": "bolak",
    "kesana kemari": "bolak",
    "gak tau": "bingung",
    "gk tau": "bingung",
    "ga tau": "bingung",
    "beda jawaban": "bingung",
    "ruang tunggu": "ruangan",
    "kursi tunggu": "kursi",
    "hari itu juga": "cepat",
}
_WRITTEN: Final = {other: word for word, others in _SAID.items() for other in others.split()}


def spelled(text: str) -> list[str]:
    """The words of a remark in the spelling of the lexicon."""
    plain = _STRETCHED.sub(r"\1", text.lower())
    for phrase, word in _PHRASES.items():
        plain = plain.replace(phrase, word)
    return [_WRITTEN.get(word, word) for word in _WORD.findall(plain)]
