"""Words by which an open answer is grouped: per element its topics, and what praises or complains.

Our own list, gathered from how people speak of offices; small on purpose, so that everybody can
read why a remark stands where it stands. Words are compared by their stems.
"""

from collections.abc import Mapping
from typing import Final

from prima.surveys.core.elements import gettext_noop


def words_of(text: str) -> frozenset[str]:
    """The words of a list that is written as a text, because so it can be read."""
    return frozenset(text.split())


# Element key: topic (as shown): words.
TOPICS: Final[Mapping[str, Mapping[str, str]]] = {
    "requirements": {
        gettext_noop("Syarat dan berkas"): (
            "syarat persyaratan berkas dokumen fotokopi legalisir ktp kk akta surat pengantar "
            "lampiran materai meterai formulir simpel"
        ),
    },
    "procedure": {
        gettext_noop("Alur dan prosedur"): (
            "prosedur alur proses ribet berbelit rumit bolak balik mekanisme sistem daftar "
            "pendaftaran online daring aplikasi langkah error manual calo mudah"
        ),
        gettext_noop("Antrean"): "antre antri antrean antrian nomor giliran",
    },
    "time": {
        gettext_noop("Lama waktu"): (
            "lama lambat cepat waktu jam menunggu nunggu tunggu lelet telat terlambat tepat "
            "molor sehari hari minggu bulan kilat segera sejam menit"
        ),
    },
    "cost": {
        gettext_noop("Biaya"): (
            "biaya bayar gratis mahal murah uang pungli pungutan tarif ongkos amplop rupiah "
            "dimintai pulsa patok kwitansi kuitansi"
        ),
    },
    "product": {
        gettext_noop("Hasil layanan"): (
            "hasil buku kartu sertifikat cetak salah ketik keliru sesuai janji kutipan nama "
            "rusak jelek stempel lecek"
        ),
    },
    "competence": {
        gettext_noop("Kemampuan petugas"): (
            "paham menguasai kompeten pintar ahli mengerti profesional terampil bingung "
            "penjelasan menjelaskan jelas informasi komputer"
        ),
    },
    "behaviour": {
        gettext_noop("Sikap petugas"): (
            "ramah sopan jutek galak ketus cuek senyum sabar kasar marah membentak baik santun "
            "judes melayani membantu sigap dilayani sombong sapa pilihkasih"
        ),
    },
    "complaints": {
        gettext_noop("Pengaduan dan masukan"): (
            "pengaduan aduan mengadu lapor laporan keluhan komplain saran masukan kotak tanggapan "
            "ditanggapi balas dibalas telepon whatsapp atasan"
        ),
    },
    "facilities": {
        gettext_noop("Ruang dan sarana"): (
            "ruang ruangan kursi panas ac kipas toilet wc parkir kotor bersih nyaman sempit luas "
            "mushola musala fasilitas sarana gedung kantor sinyal wifi difabel kursiroda "
            "disabilitas "
            "anak bermain menyusui lift tangga lampu air minum sejuk bau"
        ),
    },
}

PRAISE: Final = (
    "ramah sopan cepat baik bagus puas mantap terimakasih nyaman bersih mudah "
    "senyum sabar membantu memuaskan profesional jelas sigap santun gratis hebat oke rapi top "
    "lancar alhamdulillah senang tepat luas murah salut dilayani terbaik sejuk pintar terampil "
    "paham menguasai sesuai sukses pertahankan simpel selesai ditanggapi dibalas menjelaskan"
)
BLAME: Final = (
    "lama lambat jutek galak ketus cuek kasar marah membentak mahal pungli pungutan dimintai "
    "kotor panas sempit ribet berbelit rumit bingung salah keliru kecewa buruk jelek rusak "
    "telat terlambat molor lelet judes amplop bolak kurang susah sulit parah payah bau gelap "
    "hilang mengecewakan tolong mohon sebaiknya seharusnya harusnya diperbaiki ditambah bocor "
    "diabaikan percuma sayang sombong pilihkasih calo error manual lecek ditekuk disuruh menunggu "
    "dijanjikan uang mati"
)
NEGATIONS: Final = words_of(
    "tidak tak nggak enggak gak ga kagak bukan belum jangan tanpa kurang tdk gk gx ndak"
)

STOP_WORDS: Final = words_of(
    "yang dan di ke dari untuk pada dengan ini itu saya kami kita anda dia mereka nya ada "
    "adalah akan agar atau juga karena jadi kalau bila jika saat ketika sudah telah belum "
    "masih lagi lebih sangat sekali banget paling terlalu semua setiap para oleh dalam luar "
    "atas bawah tapi tetapi namun hanya cuma saja aja pun lah kah tidak bukan bisa dapat "
    "harus mau ingin perlu boleh mohon tolong sebaiknya supaya semoga sama seperti begitu "
    "begini sini sana situ apa siapa mana kapan bagaimana berapa kenapa mengapa satu dua tiga "
    "pertama kali orang buat bagi tentang hingga sampai sejak sebelum sesudah setelah antara "
    "sambil tanpa serta maka padahal walaupun meskipun malah bahkan memang sebenarnya cukup "
    "agak makin semakin tetap selalu sering kadang pernah jarang banyak sedikit beberapa gak "
    "ga nggak tdk yg dgn utk krn sdh blm jg tp kalo udah gini gitu dong deh sih kok nih ya "
    "iya oh nah wah"
)

# Words that often begin a sentence or stand after "pak" and "bu" without being a name.
COMMON: Final = words_of(
    "pelayanan layanan petugas pegawai staf loket kantor kua kemenag penghulu kepala penyuluh "
    "satpam pak bu bapak ibu mas mbak masyarakat warga pemohon pengantin nikah menikah haji "
    "umrah wakaf masjid madrasah pesantren sekolah desa kelurahan kecamatan kabupaten kota "
    "pagi siang sore malam senin selasa rabu kamis jumat sabtu minggu kemarin besok tadi "
    "datang pulang pergi tiba buka tutup mulai selesai beri kasih terima minta suruh tanya "
    "jawab kata bilang lihat dengar baca tulis isi kirim ambil bawa pakai ganti tambah ubah "
    "perbaiki tingkatkan pertahankan perlahan usaha kerja tugas urus mengurus alhamdulillah "
    "insyaallah mantap oke bagus puas kecewa sukses maju jaya hormat salam semua rasa merasa "
    "cara depan belakang samping dekat jauh baru tua muda besar kecil tinggi rendah panjang "
    "pendek penuh kosong ramai sepi rumah jalan mobil motor listrik mati hidup jadwal libur "
    "istirahat makan lansia hamil anak suami istri orangtua wali saksi"
)
