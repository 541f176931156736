"""Words to fill blocks and components with: Article 1 of the Universal Declaration of Human Rights.

Its translations are those of the Office of the United Nations High Commissioner for Human Rights.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sample:
    """Article 1 in one language (BCP 47), by sentence, and the name of the Declaration."""

    language: str
    declaration: str
    first: str
    second: str
    dir: str = "ltr"

    @property
    def text(self) -> str:
        """The whole article."""
        return f"{self.first} {self.second}"

    @property
    def long_title(self) -> str:
        """A title as long as titles may be, 200 characters."""
        return f"{self.declaration}: {self.text}"[:200]


SAMPLES = {
    sample.language: sample
    for sample in (
        Sample(
            "en",
            "Universal Declaration of Human Rights",
            "All human beings are born free and equal in dignity and rights.",
            "They are endowed with reason and conscience and should act towards one another in a "
            "spirit of brotherhood.",
        ),
        Sample(
            "fr",
            "Déclaration universelle des droits de l’homme",
            "Tous les êtres humains naissent libres et égaux en dignité et en droits.",
            "Ils sont doués de raison et de conscience et doivent agir les uns envers les autres "
            "dans un esprit de fraternité.",
        ),
        Sample(
            "uk",
            "Загальна декларація прав людини",
            "Всі люди народжуються вільними і рівними у своїй гідності та правах.",
            "Вони наділені розумом і совістю і повинні діяти у відношенні один до одного в дусі "
            "братерства.",
        ),
        Sample(
            "rom",
            "I Universalno Deklaracia",
            "Sa e manušikane strukture bijandžona tromane thaj jekhutne ko digniteti thaj čapipa.",
            "Von si baxtarde em barvale gndaja thaj godžaja thaj trubun jekh avereja te "
            "kherjakeren ko vodži pralipaja.",
        ),
        Sample(
            "de",
            "Allgemeine Menschenrechtserklärungsübersetzungen",
            "Alle Menschen sind frei und gleich an Würde und Rechten geboren.",
            "Sie sind mit Vernunft und Gewissen begabt und sollen einander im Geiste der "
            "Brüderlichkeit begegnen.",
        ),
        Sample(
            "el",
            "Οικουμενική Διακήρυξη για τα Ανθρώπινα Δικαιώματα",
            "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα.",
            "Είναι προικισμένοι με λογική και συνείδηση, και οφείλουν να συμπεριφέρονται μεταξύ "
            "τους με πνεύμα αδελφοσύνης.",
        ),
        Sample(
            "ar",
            "الإعلان العالمي لحقوق الإنسان",
            "يولد جميع الناس أحراراً متساوين في الكرامة والحقوق.",
            "وقد وهبوا عقلاً وضميراً وعليهم أن يعامل بعضهم بعضاً بروح الإخاء.",
            "rtl",
        ),
    )
}
DEFAULT, RIGHT_TO_LEFT = "en", "ar"
# Words that do not break by themselves, for titles, cards and the cells of a table.
LONG_WORDS = (
    "Donaudampfschifffahrtsgesellschaftskapitänsfrauenverein",
    "Selbstverwaltungskörperschaftsangelegenheiten",
    "високопревосходительствуючий-міжмуніципальнокоординаційний",
    "ηλεκτροεγκεφαλογραφηματοσκοπικός",
    "www.example.org/resolutions-of-the-congress/2024/CG46(2024)18final-a-very-long-path",
)
