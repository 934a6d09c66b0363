"""The mechanisms that a new installation starts with: who they are, when they answer, how to reach them.

A reply period is given only where a rule sets one; the rule is named with it.
"""

from typing import Any

from casework.reference.choices import MechanismBody

_ALLEGATION_LETTER = {
    "reply_days": 60,
    "reply_rule": (
        "Letters of allegation of the special procedures ask the Government to answer within 60 days."
    ),
}

_RAPPORTEUR = (
    "Any person or organisation may send information through the joint submission form of the special "
    "procedures. Name the victim, what happened, when, where and by whom, and say whether the person "
    "consents to being named. National remedies need not have been exhausted."
)

_INDIVIDUAL_COMPLAINT = (
    "By the victim, or with the victim's written authority, against a State that accepts the procedure. "
    "National remedies must have been exhausted, unless they are unreasonably prolonged or ineffective, and "
    "the matter may not be before another international procedure of investigation or settlement."
)

_RAPPORTEURS = (
    ("SR opinion and expression", "Special Rapporteur on freedom of opinion and expression"),
    ("SR assembly and association", "Special Rapporteur on freedom of peaceful assembly and of association"),
    ("SR human rights defenders", "Special Rapporteur on the situation of human rights defenders"),
    ("SR torture", "Special Rapporteur on torture"),
    ("SR judges and lawyers", "Special Rapporteur on the independence of judges and lawyers"),
    ("SR executions", "Special Rapporteur on extrajudicial, summary or arbitrary executions"),
    ("SR religion or belief", "Special Rapporteur on freedom of religion or belief"),
    ("SR counter-terrorism", "Special Rapporteur on human rights while countering terrorism"),
    ("SR health", "Special Rapporteur on the right to health"),
    ("SR violence against women", "Special Rapporteur on violence against women and girls"),
    ("SR minority issues", "Special Rapporteur on minority issues"),
    ("SR cultural rights", "Special Rapporteur in the field of cultural rights"),
    ("SR privacy", "Special Rapporteur on the right to privacy"),
    ("SR education", "Special Rapporteur on the right to education"),
    ("SR environment", "Special Rapporteur on the right to a healthy environment"),
    ("WG discrimination against women", "Working Group on discrimination against women and girls"),
    ("Country mandate", "Special Rapporteur or Independent Expert on a country"),
)

MECHANISMS: tuple[dict[str, Any], ...] = (
    {
        "short_name": "WGAD regular",
        "name": "Working Group on Arbitrary Detention, regular communication",
        "body": MechanismBody.SPECIAL_PROCEDURES,
        "reply_days": 60,
        "reply_rule": (
            "Methods of work of the Working Group (A/HRC/36/38): the Government is asked to answer within "
            "60 days, and may ask for up to one month more."
        ),
        "how_to_submit": (
            "By the person, the family, counsel or an organisation, on the model questionnaire: identity, "
            "arrest, detention, reasons why it is arbitrary, internal steps taken. National remedies need "
            "not have been exhausted. The procedure ends with an opinion."
        ),
    },
    {
        "short_name": "WGAD urgent appeal",
        "name": "Working Group on Arbitrary Detention, urgent appeal",
        "body": MechanismBody.SPECIAL_PROCEDURES,
        "reply_rule": "No fixed period: the Government is asked to act and answer at once.",
        "how_to_submit": (
            "For a detention that threatens life or health, or other pressing need. Same questionnaire as "
            "the regular communication, marked urgent. It does not prejudge an opinion, and leads to none "
            "by itself."
        ),
    },
    {
        "short_name": "Joint allegation letter",
        "name": "Special procedures, joint letter of allegation",
        "body": MechanismBody.SPECIAL_PROCEDURES,
        **_ALLEGATION_LETTER,
        "how_to_submit": _RAPPORTEUR,
    },
    {
        "short_name": "Joint urgent appeal",
        "name": "Special procedures, joint urgent appeal",
        "body": MechanismBody.SPECIAL_PROCEDURES,
        "reply_days": 30,
        "reply_rule": (
            "Manual of Operations of the Special Procedures (2008): Governments are generally asked to "
            "answer urgent appeals within thirty days."
        ),
        "how_to_submit": f"For a violation that is under way or about to happen. {_RAPPORTEUR}",
    },
    {
        "short_name": "WGEID",
        "name": "Working Group on Enforced or Involuntary Disappearances",
        "body": MechanismBody.SPECIAL_PROCEDURES,
        "reply_rule": "No fixed period for the State's first answer.",
        "how_to_submit": (
            "By the family, or by an organisation with the family's consent: full name, date and place of "
            "the disappearance, who is held responsible, what was done to find the person. Urgent within "
            "three months of the disappearance."
        ),
    },
    *(
        {
            "short_name": short_name,
            "name": name,
            "body": MechanismBody.SPECIAL_PROCEDURES,
            **_ALLEGATION_LETTER,
            "how_to_submit": _RAPPORTEUR,
        }
        for short_name, name in _RAPPORTEURS
    ),
    {
        "short_name": "Human Rights Committee",
        "name": "Human Rights Committee, individual communication",
        "body": MechanismBody.TREATY_BODY,
        "reply_months": 6,
        "reply_rule": (
            "First Optional Protocol to the ICCPR, article 4(2): the State answers within six months."
        ),
        "how_to_submit": _INDIVIDUAL_COMPLAINT,
    },
    {
        "short_name": "Committee against Torture",
        "name": "Committee against Torture, individual communication",
        "body": MechanismBody.TREATY_BODY,
        "reply_months": 6,
        "reply_rule": "Convention against Torture, article 22(3): the State answers within six months.",
        "how_to_submit": _INDIVIDUAL_COMPLAINT,
    },
    {
        "short_name": "CEDAW",
        "name": "Committee on the Elimination of Discrimination against Women, individual communication",
        "body": MechanismBody.TREATY_BODY,
        "reply_months": 6,
        "reply_rule": (
            "Optional Protocol to the Convention, article 6(2): the State answers within six months."
        ),
        "how_to_submit": _INDIVIDUAL_COMPLAINT,
    },
    {
        "short_name": "CERD",
        "name": "Committee on the Elimination of Racial Discrimination, individual communication",
        "body": MechanismBody.TREATY_BODY,
        "reply_months": 3,
        "reply_rule": (
            "Convention on racial discrimination, article 14(6)(b): the State answers within three months."
        ),
        "how_to_submit": _INDIVIDUAL_COMPLAINT,
    },
    {
        "short_name": "CED urgent action",
        "name": "Committee on Enforced Disappearances, urgent action",
        "body": MechanismBody.TREATY_BODY,
        "reply_rule": (
            "Convention on enforced disappearance, article 30: within a time limit that the Committee sets."
        ),
        "how_to_submit": (
            "By relatives, counsel or others with a legitimate interest, after the disappearance was "
            "reported to the competent national authorities where that is possible."
        ),
    },
    {
        "short_name": "CED",
        "name": "Committee on Enforced Disappearances, individual communication",
        "body": MechanismBody.TREATY_BODY,
        "reply_rule": (
            "Convention on enforced disappearance, article 31: within a time limit that the Committee sets."
        ),
        "how_to_submit": _INDIVIDUAL_COMPLAINT,
    },
    {
        "short_name": "HRC complaint procedure",
        "name": "Human Rights Council, complaint procedure",
        "body": MechanismBody.UN_OTHER,
        "reply_months": 3,
        "reply_rule": (
            "Human Rights Council resolution 5/1: the State makes every effort to answer within three "
            "months of the request."
        ),
        "how_to_submit": (
            "For a consistent pattern of gross violations, not for one case alone. Confidential. National "
            "remedies must have been exhausted."
        ),
    },
    {
        "short_name": "UNESCO 104",
        "name": "UNESCO Committee on Conventions and Recommendations, procedure of 104 EX/Decision 3.3",
        "body": MechanismBody.UN_OTHER,
        "reply_months": 3,
        "reply_rule": (
            "Practice of the Committee under 104 EX/Decision 3.3: three months; its examination does not "
            "wait for an answer."
        ),
        "how_to_submit": (
            "For writers, journalists, teachers, academics and artists, where education, science, culture "
            "or information is concerned. Not anonymous, and not based on news reports alone. Confidential."
        ),
    },
    {
        "short_name": "ILO Freedom of Association",
        "name": "International Labour Organization, Committee on Freedom of Association",
        "body": MechanismBody.UN_OTHER,
        "reply_rule": "The Committee sets the period for each case.",
        "how_to_submit": "Only by organisations of workers or of employers, or by governments.",
    },
    {
        "short_name": "UN reprisals focal point",
        "name": "Assistant Secretary-General for Human Rights, focal point on reprisals",
        "body": MechanismBody.UN_OTHER,
        "reply_rule": "No reply period.",
        "how_to_submit": (
            "For reprisals against those who cooperate with the United Nations. Say what the cooperation "
            "was, what followed, and whether the person consents to being named in the yearly report."
        ),
    },
    {
        "short_name": "ECtHR",
        "name": "European Court of Human Rights, application",
        "body": MechanismBody.REGIONAL,
        "reply_rule": (
            "The Court sets the Government's time limit when it gives notice of the application (rule 54)."
        ),
        "how_to_submit": (
            "By the victim, on the Court's form, within four months of the final national decision and "
            "after national remedies were exhausted. Interim measures (rule 39) only where irreparable harm "
            "is imminent."
        ),
    },
    {
        "short_name": "IACHR petition",
        "name": "Inter-American Commission on Human Rights, petition",
        "body": MechanismBody.REGIONAL,
        "reply_months": 3,
        "reply_rule": (
            "Rules of Procedure of the Commission, article 30: the State answers within three months of "
            "transmission."
        ),
        "how_to_submit": (
            "By any person or organisation, within six months of the final national decision and after "
            "national remedies were exhausted."
        ),
    },
    {
        "short_name": "IACHR precautionary measures",
        "name": "Inter-American Commission on Human Rights, precautionary measures",
        "body": MechanismBody.REGIONAL,
        "reply_rule": "Rules of Procedure of the Commission, article 25: the Commission sets the period.",
        "how_to_submit": (
            "Where a situation is grave and urgent and threatens irreparable harm. No remedies needed first."
        ),
    },
    {
        "short_name": "ACHPR communication",
        "name": "African Commission on Human and Peoples' Rights, communication",
        "body": MechanismBody.REGIONAL,
        "reply_rule": (
            "Set stage by stage by the Commission's Rules of Procedure and the letters of its Secretariat."
        ),
        "how_to_submit": (
            "By any person or organisation, within a reasonable time after national remedies were "
            "exhausted, in words that do not disparage the State, and not on news reports alone."
        ),
    },
    {
        "short_name": "African Court",
        "name": "African Court on Human and Peoples' Rights, application",
        "body": MechanismBody.REGIONAL,
        "reply_rule": "Set by the Rules of Court; enter what the Registry's letter says.",
        "how_to_submit": (
            "By individuals and organisations only against States that made the declaration under article "
            "34(6) of the Protocol."
        ),
    },
    {
        "short_name": "ECOWAS Court",
        "name": "Court of Justice of the Economic Community of West African States",
        "body": MechanismBody.REGIONAL,
        "reply_months": 1,
        "reply_rule": "Rules of the Court, article 35: the defence is lodged within one month of service.",
        "how_to_submit": (
            "By the victim. National remedies need not have been exhausted; not if before another court."
        ),
    },
    {
        "short_name": "CoE Commissioner",
        "name": "Council of Europe Commissioner for Human Rights",
        "body": MechanismBody.INTERGOVERNMENTAL,
        "reply_rule": "No reply period.",
        "how_to_submit": "By letter. The Commissioner decides no individual complaints but may raise a case.",
    },
    {
        "short_name": "PACE",
        "name": "Parliamentary Assembly of the Council of Europe",
        "body": MechanismBody.INTERGOVERNMENTAL,
        "reply_rule": "No reply period.",
        "how_to_submit": "Through members of the Assembly or the rapporteur on political prisoners.",
    },
    {
        "short_name": "OSCE media freedom",
        "name": "OSCE Representative on Freedom of the Media",
        "body": MechanismBody.INTERGOVERNMENTAL,
        "reply_rule": "No reply period.",
        "how_to_submit": "By letter, for journalists and media in participating States.",
    },
    {
        "short_name": "OSCE ODIHR",
        "name": "OSCE Office for Democratic Institutions and Human Rights",
        "body": MechanismBody.INTERGOVERNMENTAL,
        "reply_rule": "No reply period.",
        "how_to_submit": (
            "By letter, on human rights defenders, assemblies and trials; it also observes trials."
        ),
    },
    {
        "short_name": "OSCE Moscow Mechanism",
        "name": "OSCE Moscow Mechanism, mission of experts",
        "body": MechanismBody.INTERGOVERNMENTAL,
        "reply_rule": "Runs between States; no period toward organisations.",
        "how_to_submit": "Only participating States can invoke it: brief their delegations.",
    },
    {
        "short_name": "EU external action",
        "name": "European External Action Service and delegations of the European Union",
        "body": MechanismBody.INTERGOVERNMENTAL,
        "reply_rule": "No reply period.",
        "how_to_submit": (
            "By letter to the delegation in the country and to the Special Representative for Human Rights: "
            "for demarches, trial observation, human rights dialogues and sanctions."
        ),
    },
    {
        "short_name": "European Parliament",
        "name": "European Parliament, urgency resolutions and Subcommittee on Human Rights",
        "body": MechanismBody.INTERGOVERNMENTAL,
        "reply_rule": "No reply period.",
        "how_to_submit": "Through political groups, the delegation for the country and the Subcommittee.",
    },
    {
        "short_name": "IPU",
        "name": "Inter-Parliamentary Union, Committee on the Human Rights of Parliamentarians",
        "body": MechanismBody.INTERGOVERNMENTAL,
        "reply_rule": "The Committee sets the period for each case.",
        "how_to_submit": (
            "For present and former members of parliament, by them, their family, counsel or an organisation."
        ),
    },
    {
        "short_name": "Interpol CCF",
        "name": "Commission for the Control of INTERPOL's Files",
        "body": MechanismBody.INTERGOVERNMENTAL,
        "reply_months": 9,
        "reply_rule": (
            "Statute of the Commission, article 40: it decides on deletion within nine months after the "
            "request was found admissible."
        ),
        "how_to_submit": (
            "By the person or counsel with a power of attorney, against a notice or diffusion of a "
            "political character."
        ),
    },
    {
        "short_name": "National institution",
        "name": "National human rights institution or ombudsperson",
        "body": MechanismBody.NATIONAL,
        "reply_rule": "By the law of the country.",
        "how_to_submit": (
            "By complaint under the law of the country; ask counsel first whether it may do harm."
        ),
    },
    {
        "short_name": "Human rights sanctions",
        "name": "National authority for human rights sanctions",
        "body": MechanismBody.NATIONAL,
        "reply_rule": "No reply period.",
        "how_to_submit": (
            "A file on each person responsible: identity, acts, evidence that can be shown, and what cannot "
            "be shown."
        ),
    },
)
