"""English inflection as data: what the rules of `shuyu.text.english` would get wrong.

Sources: the irregular verbs and plurals of any school grammar; the spellings of Oxford and Merriam-Webster.
"""

from __future__ import annotations


def _groups(text: str) -> dict[str, str]:
    # "lemma: form form" per line or between semicolons -> form to lemma.
    found = {}
    for entry in text.replace("\n", ";").split(";"):
        lemma, _, forms = entry.partition(":")
        for form in forms.split():
            found[form] = lemma.strip()
    return found


IRREGULAR = _groups("""
be: am is are was were been; have: has had; do: does did done; go: goes went gone; say: said; make: made
become: became; begin: began begun; bend: bent; bite: bitten; bleed: bled; blow: blew blown; break: broken
breed: bred; bring: brought; build: built; rebuild: rebuilt; burn: burnt; buy: bought; catch: caught
choose: chose chosen; cling: clung; come: came; creep: crept; deal: dealt; dig: dug; draw: drew drawn
redraw: redrew redrawn; drink: drank; drive: drove driven; eat: ate eaten; fall: fallen; feed: fed; feel: felt
fight: fought; find: found; flee: fled; fly: flew flown; forbid: forbade forbidden; forecast: forecasted
foresee: foresaw foreseen; forget: forgot forgotten; forgive: forgave forgiven; freeze: froze frozen
get: got gotten; give: gave given; grow: grew grown; hang: hung; hear: heard; overhear: overheard; hide: hid hidden
hold: held; withhold: withheld; uphold: upheld; keep: kept; know: knew known; lay: laid; lead: led; mislead: misled
lean: leant; leap: leapt; learn: learnt; lend: lent; lose: lost; mean: meant; meet: met; mistake: mistook mistaken
overcome: overcame; pay: paid; repay: repaid; prove: proven; ride: rode ridden; override: overrode overridden
rise: risen; arise: arose arisen; run: ran; overrun: overran; see: seen; seek: sought; sell: sold; resell: resold
send: sent; resend: resent; sew: sewn; shake: shook shaken; shine: shone; show: shown; shrink: shrank shrunk
sing: sang sung; sink: sank sunk; sit: sat; sleep: slept; slide: slid; speak: spoken; speed: sped; spell: spelt
spend: spent; spin: spun; stand: stood; understand: understood; misunderstand: misunderstood; withstand: withstood
steal: stole stolen; stick: stuck; sting: stung; strike: struck stricken; swear: swore sworn; sweep: swept
swim: swam swum; swing: swung; take: took taken; undertake: undertook undertaken; overtake: overtook overtaken
teach: taught; tear: tore torn; tell: told; foretell: foretold; think: rethought; throw: threw thrown
undergo: underwent undergone; undo: undid undone; redo: redid redone; wake: woke woken; wear: wore worn
weave: woven; weep: wept; win: won; withdraw: withdrew withdrawn; write: wrote written; rewrite: rewrote rewritten
overwrite: overwrote overwritten; underwrite: underwrote underwritten; die: dying died dies; lie: lying lied lies
tie: tying tied ties; vie: vying vied vies; untie: untying untied unties; dye: dyeing dyed dyes
eye: eyeing eyed eyes; singe: singeing singed; age: ageing aged aging; cue: cueing
queue: queueing queuing queued queues; see: seeing sees; echo: echoes echoed; veto: vetoes vetoed
ski: skis skiing skied; man: men; woman: women; child: children; foot: feet; tooth: teeth; goose: geese; mouse: mice
louse: lice; ox: oxen; die: dice; person: persons; data: datum; criterion: criteria criterions
phenomenon: phenomena; medium: media mediums; bacterium: bacteria; curriculum: curricula; memorandum: memoranda
symposium: symposia; corpus: corpora corpuses; genus: genera; stratum: strata; addendum: addenda; erratum: errata
spectrum: spectra; maximum: maxima; minimum: minima; optimum: optima; extremum: extrema; quantum: quanta
momentum: momenta; millennium: millennia; aquarium: aquaria; consortium: consortia; emporium: emporia
equilibrium: equilibria; referendum: referenda; forum: fora; desideratum: desiderata; automaton: automata
polyhedron: polyhedra; ganglion: ganglia; taxon: taxa; schema: schemata; lemma: lemmata; stigma: stigmata
formula: formulae; larva: larvae; antenna: antennae; vertebra: vertebrae; alga: algae; nebula: nebulae
vertex: vertices; index: indices; matrix: matrices; appendix: appendices; vortex: vortices; simplex: simplices
codex: codices; apex: apices; helix: helices; cortex: cortices; stimulus: stimuli; nucleus: nuclei; radius: radii
focus: foci; locus: loci; alumnus: alumni; cactus: cacti; fungus: fungi; syllabus: syllabi; modulus: moduli
calculus: calculi; torus: tori; terminus: termini; bacillus: bacilli; hippocampus: hippocampi; thesaurus: thesauri
bureau: bureaux; plateau: plateaux; analysis: analyses; base: basis bases; axis: axes; crisis: crises
thesis: theses; hypothesis: hypotheses; parenthesis: parentheses; synthesis: syntheses; diagnosis: diagnoses
prognosis: prognoses; oasis: oases; emphasis: emphases; ellipsis: ellipses; synopsis: synopses; neurosis: neuroses
psychosis: psychoses; metamorphosis: metamorphoses; antithesis: antitheses; paralysis: paralyses; genesis: geneses
catharsis: catharses; nemesis: nemeses; mitosis: mitoses; prosthesis: prostheses; photosynthesis: photosyntheses
thrombosis: thromboses; leaf: leaves; life: lives; knife: knives; wife: wives; housewife: housewives
midwife: midwives; half: halves; behalf: behalves; shelf: shelves; bookshelf: bookshelves; self: selves
wolf: wolves; calf: calves; loaf: loaves; thief: thieves; hoof: hooves; scarf: scarves; elf: elves; sheaf: sheaves
dwarf: dwarves; turf: turves; bias: biases biased biasing biassed biassing; gas: gases gassed gassing
canvas: canvases canvassed; alias: aliases aliased aliasing; atlas: atlases; pancreas: pancreases; lens: lenses
bus: buses busses; plus: pluses; iris: irises; focus: focuses focusses focused focusing focussed focussing
refocus: refocuses refocused refocusing; quiz: quizzes quizzed quizzing; whiz: whizzes; api: apis; ui: uis
wiki: wikis; emoji: emojis; taxi: taxis; alibi: alibis; gpu: gpus; cpu: cpus; tpu: tpus; npu: npus; dpu: dpus
fpu: fpus; menu: menus; emu: emus; bayou: bayous; thou: thous; guru: gurus; tutu: tutus; haiku: haikus; you: yous
cookie: cookies; movie: movies; zombie: zombies; selfie: selfies; rookie: rookies; genie: genies; calorie: calories
prairie: prairies; hoodie: hoodies; pie: pies; brownie: brownies; hero: heroes; potato: potatoes; tomato: tomatoes
torpedo: torpedoes; cargo: cargoes; embargo: embargoes embargoed; mosquito: mosquitoes; zero: zeroes zeroed zeroing
volcano: volcanoes; tornado: tornadoes; domino: dominoes; mango: mangoes; buffalo: buffaloes; halo: haloes
motto: mottoes; negro: negroes; portfolio: portfolioes; no: noes; mimic: mimicked mimicking
panic: panicked panicking; traffic: trafficked trafficking; picnic: picnicked picnicking
frolic: frolicked frolicking; trek: trekked trekking; rev: revved revving; input: inputted inputting
output: outputted outputting; format: formatted formatting; reformat: reformatted reformatting
create: created creating; recreate: recreated recreating; procreate: procreating procreated; route: routed routing
reroute: rerouted rerouting; cache: cached caching caches; ache: ached aching aches; niche: niches
headache: headaches; avalanche: avalanches; psyche: psyches; creche: creches; cliche: cliches cliched
quiche: quiches; breathe: breathed breathing breathes; bathe: bathed bathing bathes; clothe: clothed clothing
soothe: soothed soothing soothes; loathe: loathed loathing loathes; seethe: seethed seething
sheathe: sheathed sheathing; writhe: writhed writhing; paste: pasted pasting; taste: tasted tasting
waste: wasted wasting; haste: hasted; baste: basted basting; lambaste: lambasted; edit: editing edited
pilot: piloted piloting; pivot: pivoted pivoting; ballot: balloted balloting; riot: rioted rioting
debut: debuted debuting; catalog: cataloged cataloging catalogs; dialogue: dialog dialogs
combat: combated combating; ruin: ruined ruining; bargain: bargained bargaining; origin: origins
margin: margined margining; pardon: pardoned pardoning; program: programmed programming programmes programme
reprogram: reprogrammed reprogramming; diagram: diagrammed diagramming; murmur: murmured murmuring; sulfur: sulphur
augur: augured auguring; err: erred erring; add: added adding; ebb: ebbed ebbing; adhere: adhered adhering
interfere: interfered interfering; persevere: persevered persevering; cohere: cohered cohering
revere: revered revering; explore: explored exploring; restore: restored restoring; ignore: ignored ignoring
adore: adored adoring; deplore: deplored deploring; implore: implored imploring; delete: deleted deleting
complete: completed completing; compete: competed competing; deplete: depleted depleting
secrete: secreted secreting; excrete: excreted excreting; concrete: concreted; concede: conceded conceding
precede: preceded preceding; impede: impeded impeding; recede: receded receding; supersede: superseded superseding
intercede: interceded; accede: acceded acceding; secede: seceded seceding; cede: ceded ceding
invite: invited inviting; cite: cited citing; unite: united uniting; reunite: reunited reuniting
excite: excited exciting; ignite: ignited igniting; recite: recited reciting; incite: incited inciting
expedite: expedited expediting; site: sited siting; rewrite: rewriting; write: writing; overwrite: overwriting
underwrite: underwriting; intervene: intervened intervening; convene: convened convening
reconvene: reconvened reconvening; contravene: contravened contravening; postpone: postponed postponing
condone: condoned condoning; plateau: plateaued plateauing; premiere: premiered premiering
underscore: underscored underscoring; welcome: welcomed welcoming; become: becoming; overcome: overcoming
come: coming; rename: renamed renaming; inflame: inflamed inflaming; escape: escaped escaping
landscape: landscaped landscaping; reshape: reshaped reshaping; develop: developed developing
redevelop: redeveloped redeveloping; compile: compiled compiling; recompile: recompiled recompiling
profile: profiled profiling; reconcile: reconciled reconciling; schedule: scheduled scheduling
reschedule: rescheduled rescheduling; console: consoled consoling; upscale: upscaled upscaling
downscale: downscaled downscaling; rescale: rescaled rescaling; exile: exiled exiling; argue: arguing argued
rescue: rescued rescuing; dialogue: dialogued; wager: wagered wagering; agree: agreeing agreed agrees
disagree: disagreeing disagreed disagrees; free: freeing freed frees; decree: decreed decreeing
referee: refereed refereeing; guarantee: guaranteed guaranteeing guarantees; flee: fleeing flees
oversee: overseeing oversees oversaw overseen; foresee: foreseeing foresees; refer: referred referring
prefer: preferred preferring; infer: inferred inferring; fulfill: fulfil fulfils fulfilled fulfilling
install: instal instals; enroll: enrol enrols; distill: distil distils; instill: instil instils; appall: appal
enthrall: enthral; skillful: skilful; willful: wilful; use: using used uses; bathroom: bathrooms
exchange: exchanged exchanging; change: changed changing; interchange: interchanged interchanging
arrange: arranged arranging; rearrange: rearranged rearranging; range: ranged ranging
challenge: challenged challenging; avenge: avenged avenging; revenge: revenged; plunge: plunged plunging
hinge: hinged hinging; infringe: infringed infringing; impinge: impinged impinging; sponge: sponged
cringe: cringed cringing; lounge: lounged lounging; binge: binged bingeing; bite: biting; quote: quoted quoting
evening: evenings; being: beings; wellbeing: wellbeings; dwell: dwelt dwelled; forego: foregoes foregone
misspell: misspelt misspelled misspelling; resell: reselling; retell: retelling; shoe: shoes; toe: toes
canoe: canoes; foe: foes; oboe: oboes; doe: doe; hoe: hoes; tiptoe: tiptoes; woe: woes; throe: throes; aloe: aloes
sloe: sloes; horseshoe: horseshoes; toll: tolled tolling; pixel: pixelled; benefit: benefitted benefitting
target: targetted targetting; budget: budgetted; worship: worshipped worshipping; kidnap: kidnapped kidnapping
handicap: handicapped; boycott: boycotted boycotting; net: netted netting; putt: putted
""")

# Words that look inflected and are not, or have no other form.
INVARIANT = frozenset(
    """
    acoustics aerodynamics aesthetics ahmed alas alias alms always anything arkansas asbestos athens athletics atlas
    bahamas barbados barracks bayes being beloved besides bias bioinformatics biped bloodshed boeing canvas carlos
    ceiling chaos christmas comoros corps cosmos crooked crossroads cunning cybernetics darling diabetes douglas
    duckling during earring economics electronics embed ergonomics ethos evening everything flowerbed forensics
    genetics genomics goods gymnastics headquarters heed herpes herring hers honduras hotbed hundred hydraulics
    incoming indoors informatics infrared inkling irving jagged james jenkins jinping jones kansas keras kindred
    kinetics kubernetes kudos lagos laos leeds lens liaoning lightning linguistics logistics logos lucas macos
    maldives mars massachusetts mathematics measles mechatronics mohamed molasses moped morning moses mumps naked
    netherlands news nicholas nothing nowadays obstetrics offspring ongoing optics ours ourselves outdoors outgoing
    overseas paediatrics pancreas pants pathos pediatrics perhaps philippines phonetics photonics physics politics
    postgres proteomics pudding rabies ragged rhinoceros robotics rugged sacred scissors seabed semantics series
    seychelles sibling siemens something sometimes species steed sterling stirling summons testbed texas thames theirs
    themselves thermodynamics thermos thomas trans turing turkmen unbias unfed upcoming viking watershed wellbeing
    whereas wicked wretched wyoming yours yourselves
    """.split()
)

# Names that look like plurals; they stay where they stand alone or first and in capitals.
NAMES = frozenset(
    """
    Windows Jones James Williams Adams Davis Harris Illinois Dallas Honduras Netherlands Philippines Maldives Bahamas
    Brussels Naples Wales Pandas Meetings Teams Siemens Mercedes Reuters Rogers Phillips Philips Hastings Cummings
    Collins
    """.split()
)

# A stem in -us that is a verb or noun in -use.
USE = frozenset(
    """
    accuse excuse abuse misuse reuse overuse disuse amuse bemuse muse peruse recuse ruse fuse diffuse infuse confuse
    refuse defuse effuse suffuse transfuse profuse obtuse recluse hypotenuse
    """.split()
)

# Verbs whose -ed and -ing are added to a single consonant although the rules would see a silent e.
NO_E = frozenset(
    """
    model label level cancel travel channel tunnel fuel excel propel compel expel dispel repel rebel parcel signal
    total equal rival initial pedal medal dial trial control patrol extol annul pencil stencil worship gossip envelop
    gallop victim vacuum robot carrot hybrid trek catalog dialog analog blog waltz blitz quartz sync async arc zinc
    combat threat habitat focus refocus bias canvas climax plateau bayou menu
    """.split()
)

BRITISH = _groups("""
center: centre centred centring; theater: theatre; fiber: fibre; meter: metre; liter: litre; caliber: calibre
luster: lustre; meager: meagre; somber: sombre; specter: spectre; maneuver: manoeuvre; kilometer: kilometre
millimeter: millimetre; centimeter: centimetre; nanometer: nanometre; micrometer: micrometre; epicenter: epicentre
recenter: recentre; saber: sabre; license: licence; practice: practise; defense: defence; offense: offence
pretense: pretence; analog: analogue; catalog: catalogue; homolog: homologue; gray: grey; judgment: judgement
acknowledgment: acknowledgement; abridgment: abridgement; artifact: artefact; skeptic: sceptic; skeptical: sceptical
skepticism: scepticism; plow: plough; aluminum: aluminium; mold: mould; mustache: moustache; airplane: aeroplane
counselor: counsellor; traveler: traveller; modeler: modeller; labeler: labeller; jeweler: jeweller
jewelry: jewellery; signaler: signaller; canceler: canceller; skillful: skilful; fulfillment: fulfilment
installment: instalment; enrollment: enrolment; woolen: woollen; marvelous: marvellous; toward: towards
while: whilst; among: amongst; tire: tyre; pajama: pyjama; cozy: cosy; mom: mum; sulfate: sulphate; inquiry: enquiry
inquire: enquire; connection: connexion; program: programme; dependent: dependant; specialty: speciality; disk: disc
yogurt: yoghurt; pediatric: paediatric; anesthesia: anaesthesia; anesthetic: anaesthetic; archeology: archaeology
encyclopedia: encyclopaedia; fetus: foetus; estrogen: oestrogen; esophagus: oesophagus; diarrhea: diarrhoea
leukemia: leukaemia; anemia: anaemia; hemoglobin: haemoglobin; hemorrhage: haemorrhage; orthopedic: orthopaedic
gynecology: gynaecology; edema: oedema; cesarean: caesarean
""")

OUR = (
    "behavi|col|fav|lab|neighb|hon|hum|flav|harb|rum|vap|vig|od|arm|sav|endeav|tum|val|cand|demean|parl|rig|ard|clam|ferv|"
    "ranc|savi|splend|succ|enam|misbehavi|discol|disfav|dishon|belab"
)

# Verbs and nouns in -ise that American English writes with s too.
ISE = frozenset(
    """
    exercise advise revise supervise devise comprise compromise promise surprise enterprise franchise enfranchise
    disenfranchise precise concise noise denoise raise praise rise wise otherwise likewise disguise expertise
    improvise televise advertise excise paradise premise merchandise demise chastise treatise despise circumcise
    incise arise cruise bruise practise poise turquoise malaise liaise guise mayonnaise appraise reprise apprise prise
    sunrise moonrise cerise surmise chemise mortise anise tortoise porpoise reraise streetwise imprecise
    """.split()
)
