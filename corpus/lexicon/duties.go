package lexicon

// DutyWords is how the documents of a language word duties. Every entry is a
// phrase; a star ends a word that may go on. What a rule makes of them stands
// in the package that reads duties.
type DutyWords struct {
	Order             []string            `yaml:"order"`              // by which somebody gives a duty to who is named behind: "asked"
	Ordered           []string            `yaml:"ordered"`            // by which who is named in front is given one: "was asked"
	Given             []string            `yaml:"given"`              // with the time straight behind, by which who is named in front is given a duty: "was given"
	Must              []string            `yaml:"must"`               // must, has to
	Upon              []string            `yaml:"upon"`               // puts a duty on who is named straight behind, where one of UponThen follows
	UponThen          []string            `yaml:"upon_then"`          //
	Lead              []string            `yaml:"lead"`               // takes the lead in
	Direct            []string            `yaml:"direct"`             // who is named in front has who is named straight behind do it
	Cooperate         []string            `yaml:"cooperate"`          // together with who is named behind
	Cooperating       []string            `yaml:"cooperating"`        // who is named in front helps
	Act               []string            `yaml:"act"`                // what duties consist of
	Finish            []string            `yaml:"finish"`             // acts that a deadline is set for: complete, issue, submit
	Send              []string            `yaml:"send"`               // who is named behind receives it
	Toward            []string            `yaml:"toward"`             // stands before who receives it
	Agent             []string            `yaml:"agent"`              // stands before who does it: by
	Of                []string            `yaml:"of"`                 // stands before whose or where it is
	And               []string            `yaml:"and"`                // joins a list
	Met               []string            `yaml:"met"`                // it is done already
	Past              []string            `yaml:"past"`               // tells of the past
	Not               []string            `yaml:"not"`                // it need not be done
	Negation          []string            `yaml:"negation"`           // turns the verb behind it round: not
	Without           []string            `yaml:"without"`            // of these, those that turn a noun round and no verb: without
	Begin             []string            `yaml:"begin"`              // stands before when something begins
	Tenses            bool                `yaml:"tenses"`             // verbs tell what is past from what is to come
	Expected          []string            `yaml:"expected"`           // expected, planned
	Aim               []string            `yaml:"aim"`                // striven for
	Instead           []string            `yaml:"instead"`            // stands by an old deadline: instead of, formerly
	Moved             []string            `yaml:"moved"`              // the deadline is moved
	Ended             []string            `yaml:"ended"`              // the duty is ended
	Replaced          []string            `yaml:"replaced"`           // of a deadline: others take its place, or none
	Event             []string            `yaml:"event"`              // meetings, signatures: their dates are no deadlines
	Period            []string            `yaml:"period"`             // whose years are no deadlines: the plan for 2026
	DirectReceivers   bool                `yaml:"direct_receivers"`   // who receives something needs no word in front
	TowardPrefixes    []string            `yaml:"toward_prefixes"`    // letters written onto who receives something
	TowardEndings     []string            `yaml:"toward_endings"`     // in which the first word of who receives something ends, behind the verb
	Passive           []string            `yaml:"passive"`            // in front of who is asked, where the verb stands behind: was the ministry asked
	PassiveEndings    []string            `yaml:"passive_endings"`    // of a passive verb straight behind "must", whose subject has nothing to do
	PastEndings       []string            `yaml:"past_endings"`       // of a verb of what has been, in a clause that tells more of who is named in front
	Source            []string            `yaml:"source"`             // stands before whom something is awaited from
	Citizens          []string            `yaml:"citizens"`           // people and enterprises, whose time limits are no duties of agencies
	May               []string            `yaml:"may"`                // it is allowed
	Objects           []string            `yaml:"objects"`            // stands straight before what a verb does something to
	That              []string            `yaml:"that"`               // opens what somebody said or promised
	SoThat            []string            `yaml:"so_that"`            // opens what something is done for: "so that"; in some languages with a verb of the past behind
	Relative          []string            `yaml:"relative"`           // opens a clause about what stands in front: which
	RelativeLetters   []string            `yaml:"relative_letters"`   // written onto the verb of such a clause
	GenitiveEndings   []string            `yaml:"genitive_endings"`   // of a body whose something it is
	Except            []string            `yaml:"except"`             // stands before who does not have the duty
	Due               []string            `yaml:"due"`                // names a deadline
	AsOf              []string            `yaml:"as_of"`              // stands before the day of a figure
	Same              []string            `yaml:"same"`               // stands for a body named before: the ministry
	ActEndings        []string            `yaml:"act_endings"`        // of verbs that say what is to be done, where nothing else ends so: infinitives
	InfinitiveMarks   []string            `yaml:"infinitive_marks"`   // in front of a verb that says what is to be done: to
	InfinitiveEndings []string            `yaml:"infinitive_endings"` // in which such a verb ends
	VerbBehind        []string            `yaml:"verb_behind"`        // how a verb of what is to come ends (-et) or begins (y-) that stands straight behind who does it
	VerbInFront       []string            `yaml:"verb_in_front"`      // the same, straight in front
	AgentEndings      []string            `yaml:"agent_endings"`      // in which the first word of a body ends that does what a passive verb tells
	Ignore            []string            `yaml:"ignore"`             // phrases that hold a word of the others and mean nothing of the kind
	Givers            []string            `yaml:"givers"`             // who gives duties and has none
	Follows           []string            `yaml:"follows"`            // the following
	Topics            []string            `yaml:"topics"`             // opens a sentence that tells of who is named behind: as for
	Indefinite        []string            `yaml:"indefinite"`         // stands before what is not there yet: a working group
	Has               []string            `yaml:"has"`                // likewise, with a limit straight behind: has 30 days to
	Once              []string            `yaml:"once"`               // opens a clause that tells behind what something is done: as soon as
	But               []string            `yaml:"but"`                // turns against what stands in front: but
	Clitics           []string            `yaml:"clitics"`            // letters that may be written onto the first word of a phrase
	VerbFirst         bool                `yaml:"verb_first"`         // who does it is named behind the verb
	VerbLast          bool                `yaml:"verb_last"`          // what is to be done is told behind all else: aan de minister voorleggen
	Latter            []string            `yaml:"latter"`             // stands for the body named last: the latter
	Former            []string            `yaml:"former"`             // of a place or body that is no more: the former province
	FormerOf          []string            `yaml:"former_of"`          // nouns for what may be former
	FormerBehind      bool                `yaml:"former_behind"`      // the word for it stands behind them
	Whether           []string            `yaml:"whether"`            // opens what somebody is to find out or to say: whether
	Through           []string            `yaml:"through"`            // stands in front of the means by which something is done: through, via
	AtOnce            []string            `yaml:"at_once"`            // done on the day from which it holds: abolish
	Achieved          []string            `yaml:"achieved"`           // stands behind a verb that tells how far something came
	All               []string            `yaml:"all"`                // opens who has to do it where many have: all
	Each              []string            `yaml:"each"`               // likewise, where every one has to: each
	Talks             []string            `yaml:"talks"`              // what a body does at a meeting: discusses, takes stock; its day is that of the meeting
	FirstTime         []string            `yaml:"first_time"`         // stands before the first day of what recurs: for the first time on
	Says              []string            `yaml:"says"`               // in front of the day on which something was said: he said
	Instructs         []string            `yaml:"instructs"`          // opens an item in which somebody is to have others do something: direct
	Drafts            []string            `yaml:"drafts"`             // opens a sentence about what the one in front tells to make: the draft
	SameDate          []string            `yaml:"same_date"`          // stands for the deadline of the sentence in front: by the same date
	AllAsked          []string            `yaml:"all_asked"`          // likewise, behind a verb that asks: of all
	Including         []string            `yaml:"including"`          // stands before some of those named in front
	Starts            []string            `yaml:"starts"`             // by which a body begins to do something, or is about to: begins
	MustPast          []string            `yaml:"must_past"`          // forms of the past among those of must, which may also tell what happened: had to
	States            []string            `yaml:"states"`             // behind a body: how it is or what it thinks, and no task: has, hopes
	Manner            []string            `yaml:"manner"`             // straight behind a body: how it does something: urgently
	Exceeds           []string            `yaml:"exceeds"`            // behind what is expected: that a figure is passed
	Present           []string            `yaml:"present"`            // how verbs of what is done now look: a star stands for the rest of the word
	BeforeObject      []string            `yaml:"before_object"`      // behind such a verb, in front of what it is done to: the, its
	Least             []string            `yaml:"least"`              // in front of a figure that has to be reached: at least
	Infinitive        []string            `yaml:"infinitive"`         // between a body and what somebody asks it to do: to
	Handed            []string            `yaml:"handed"`             // what somebody was given, somewhere behind: the task
	Awaits            []string            `yaml:"awaits"`             // behind a body that is to get something from another one: expects
	Responsible       []string            `yaml:"responsible"`        // opens a sentence about who has the duty of the one in front: responsible
	Impersonal        []string            `yaml:"impersonal"`         // of must and ordered, those that name no subject: who is told stands in a form of its own
	Foretells         []string            `yaml:"foretells"`          // what follows is a forecast or a hope
	Awaited           []string            `yaml:"awaited"`            // tells that somebody only expects or plans what stands beside it: is expected to
	Opens             []string            `yaml:"opens"`              // how a place or a service comes into use: opens, goes into operation
	Reckons           []string            `yaml:"reckons"`            // in front of how many somebody expects: reckons with
	Many              []string            `yaml:"many"`               // words of great numbers: million
	Overdue           []string            `yaml:"overdue"`            // tells that what was to be done by a day gone by was not: should have been
	Proposes          []string            `yaml:"proposes"`           // what somebody only wishes or applies for: asks for more time
	Proposals         []string            `yaml:"proposals"`          // likewise, nouns that open a sentence: the proposal of
	Suggests          []string            `yaml:"suggests"`           // by which a body's own people say what others should do, where they name nobody behind: proposed that
	Lapses            []string            `yaml:"lapses"`             // what a paper does on the last day it counts: expires
	OutOf             []string            `yaml:"out_of"`             // between how many are done and how many there are: of
	NumberOf          []string            `yaml:"number_of"`          // in front of what a figure counts: the number of
	Noted             []string            `yaml:"noted"`              // opens what is told for information only: for information, took note
	Lasts             []string            `yaml:"lasts"`              // beside the day until which something goes on: is open until
	UntilIsBefore     bool                `yaml:"until_is_before"`    // one word says both until and before
	Seasons           []string            `yaml:"seasons"`            // opens a sentence about how long it lasts: his term
	Firms             []string            `yaml:"firms"`              // whose own hopes bind nobody: the company
	Nations           []string            `yaml:"nations"`            // whose aims for a year bind nobody: the country
	Again             []string            `yaml:"again"`              // beside a meeting: next, once more
	Meetings          []string            `yaml:"meetings"`           // meetings, and that somebody meets
	Rated             []string            `yaml:"rated"`              // how somebody is rated for a year: be assessed as
	SetAside          []string            `yaml:"set_aside"`          // behind money and in front of the year of which it is: set aside for
	Elsewhere         []string            `yaml:"elsewhere"`          // opens a line that leads to another text: read also
	PlaceLetters      []string            `yaml:"place_letters"`      // written onto a body at or in which something is done
	Voices            []string            `yaml:"voices"`             // who may say much and can order nobody: experts, guests, residents
	Speaks            []string            `yaml:"speaks"`             // by which they say it, beside says: remarked, hopes
	Futures           []string            `yaml:"futures"`            // of must, those that only tell what is to come: will
	Recalls           []string            `yaml:"recalls"`            // opens what somebody tells of bygone days: recalled that, I was told
	Guesses           []string            `yaml:"guesses"`            // behind a comma: who told this does not know it: estimates
	Memories          []string            `yaml:"memories"`           // opens what the speaker was told himself once: I was told
	InForce           []string            `yaml:"in_force"`           // beside the day from which a law holds: takes effect
	Occasions         []string            `yaml:"occasions"`          // festive days: festival, gala
	Ends              []string            `yaml:"ends"`               // that something only ends or begins by itself: comes to an end
	Freed             []string            `yaml:"freed"`              // that people need not pay, until a day: are waived
	Lets              []string            `yaml:"lets"`               // in front of the body that may have more time: agreed to let
	Sets              []string            `yaml:"sets"`               // by which a day is made the last one: set 10 January as the last date
	LastDays          []string            `yaml:"last_days"`          // what it is made then: the last date
	Concluded         []string            `yaml:"concluded"`          // opens what a meeting decided, whoever does it: it was decided
	TakesIn           []string            `yaml:"takes_in"`           // how a school or a park gets those who come to it: admits
	Newcomers         []string            `yaml:"newcomers"`          // whom it gets: students, its first
	Spent             []string            `yaml:"spent"`              // what was done by a day gone by: disbursed
	VagueTimes        []string            `yaml:"vague_times"`        // times that are no limit, since nothing counts them: the coming months
	InYear            []string            `yaml:"in_year"`            // the year of the text, as a limit: in the course of the year
	InMonth           []string            `yaml:"in_month"`           // the month of the text, as a limit: before the month is out
	ThisYear          []string            `yaml:"this_year"`          // the year of the text, a limit only for what somebody must do: this year
	Columns           map[string][]string `yaml:"columns"`            // task, lead, cooperating, product, deadline, number, done → names of a table's columns
}
