"""The sentences of the bots, with holes for what a role may say. Quoted lines stand in quotation marks.

Words in braces: `deed` is what a motion would have us do ("keep one project"), `motion` its number, `wish` what `whose`
team or role openly asked for.
"""

from __future__ import annotations

ENDINGS = (
    "That is all.",
    "I leave it at that.",
    "Over to you.",
    "Thank you.",
    "No more from me on this.",
    "As I said.",
)
MONTHS = ("January", "March", "April", "June", "September", "November", "December")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
NUMBERS = ("two", "three", "four", "five", "six", "eight", "nine", "ten", "twelve", "twenty", "thirty")

# --- meeting each other -----------------------------------------------------------------------------------------------

INTRODUCTIONS = (
    "Good morning, I am the {title}, for {team}.",
    "Hello everyone: {title}, {team}.",
    "{title} here. I sit with {team}.",
    "I speak for {team}, as {title}.",
    "My name tag says {title}, and my team is {team}.",
    "Glad to be at this table. I am the {title}, from {team}.",
    "For those I have not met: {title}, {team}.",
    "{team} sent me; I am the {title}.",
    "{title}, and with me you hear {team}.",
    "A short word about me: {title}, {team}.",
)
OFFERS = (
    "We look after {owns}.",
    "Our corner of the mesh is {owns}.",
    "What we answer for is {owns}.",
    "What you can count on with us: “{strength}”.",
    "Our strong side, as our brief has it: “{strength}”.",
    "They say of us: “{strength}”. I hope to prove it.",
    "What I bring along: “{strength}”.",
    "If you need us, remember this: “{strength}”.",
    "",
)
WORRIES = (
    "My one worry is written in our brief: “{weakness}”.",
    "Our weak side, to be honest: “{weakness}”.",
    "What I would ask you to bear in mind: “{weakness}”.",
    "Where we need the rest of you: “{weakness}”.",
    "I worry about one line in our brief: “{weakness}”.",
    "Not to hide anything: “{weakness}”.",
    "One thing troubles us: “{weakness}”.",
    "You will soon notice it anyway: “{weakness}”.",
)
FACTS = (
    "We have {number} recurring reports that others rely on.",
    "Our busiest month is {month}; nothing big should land on us then.",
    "About {number} of our tasks depend on data from another team.",
    "Around {number} people in {team} would feel it if a shared table changed overnight.",
    "We meet every {day}, and changes could be talked through there.",
    "One of our colleagues has offered to learn whatever the mesh asks of us.",
    "We could spare about {number} hours a week for all this, not more.",
    "Last {month} a figure in one of our reports was wrong for {number} days before anybody noticed.",
    "Of the sources we use, {number} have no description at all.",
    "We tried a rule of our own in {month}; it held for {number} weeks and then people forgot it.",
    "Every {day} somebody from another team asks us for the same extract.",
    "In {team}, {number} of us have opened a dbt project at least once.",
    "We keep a list of who reads what; it has {number} names on it.",
    "Our oldest calculation is {number} years old, and one person understands it.",
    "On a usual {day} we look at the morning's figures before we do anything else.",
)
FACTS_TOLD = (
    "What is written about {team} is true: {told}",
    "I can confirm what you read about {team}: {told}",
    "For the record, about {team}: {told}",
)
REPLIES = (
    "{asker}, a fair question. What we ask for openly: “{priority}”.",
    "Thank you for asking, {asker}. For {team} it comes down to one line: “{priority}”.",
    "{asker}, we can offer help. Our brief says of us: “{strength}”.",
    "I hear you, {asker}. Put it as a motion and I will look at it with an open mind.",
    "{asker}, that depends on who has to do the work. Name someone, and I am easier to win.",
    "Good point, {asker}. It should stand in the charter in one plain sentence.",
    "{asker}, I would go along with something small that we look at again next month.",
    "From where I sit, {asker}, mind this: “{weakness}”.",
)

# --- moving -----------------------------------------------------------------------------------------------------------

MOVES = (
    "I move that we {deed}.",
    "Let us write it down: we {deed}.",
    "My proposal is that we {deed}.",
    "Here is something to settle: we {deed}.",
    "“{question}” My answer: we {deed}.",
    "I would like to see it in the charter that we {deed}.",
    "May I put this to the table: we {deed}.",
    "Before we lose the thread, I suggest that we {deed}.",
    "On the question “{question}” I suggest that we {deed}.",
    "How about this: we {deed}.",
    "It is time we said it in so many words: we {deed}.",
    "Something we could all live with: we {deed}.",
    "To get this one off the list: we {deed}.",
    "I ask the council to agree that we {deed}.",
)
EMERGENCY_MOVES = (
    "This must not happen to us twice. I move that we {deed}.",
    "Somebody's work is broken while we talk. I suggest that we {deed}.",
    "An answer for now and for every time: we {deed}.",
    "In this emergency and the next: we {deed}.",
    "“{inject}”: my answer is that we {deed}.",
    "No villains, but a rule, please: we {deed}.",
    "So that nobody has to improvise at night: we {deed}.",
)
EMERGENCY_REASONS = (
    "It can be done today.",
    "Both sides can go on working.",
    "The next team it happens to could be ours.",
    "It tells everyone beforehand what to expect.",
    "With it, this one would have been caught in time.",
    "It does not ask who was at fault.",
    "It is quick, and it is fair.",
    "People downstream will hear of it before it hits them.",
)
REVISIONS = (
    "I have heard the objections. Then let it be this: we {deed}.",
    "A gentler way: we {deed}.",
    "To meet those who objected: we {deed}.",
    "I change it, so that it reads: we {deed}.",
    "What if, instead, we {deed}?",
    "Second try, with your words in my ear: we {deed}.",
)
PROCEDURE_MOVES = (
    "First, how we decide. I move {rules}.",
    "We need a way to decide before we decide anything. My proposal: {rules}.",
    "Let us agree how to agree: {rules}.",
    "To begin with, rules for ourselves: {rules}.",
    "So that nobody is surprised later: {rules}.",
    "Our own procedure first. I suggest {rules}.",
)
PROCEDURE_REASONS = (
    "We can change it when it does not serve.",
    "It is simple enough to remember.",
    "It will do for today and for the next meeting.",
    "It should get us through a long list.",
    "I looked for something fair to small teams.",
    "If you know a better one, say so.",
)

# --- arguing ----------------------------------------------------------------------------------------------------------

SUPPORT = (
    "I am for {motion}.",
    "{motion} has my support.",
    "Yes to {motion}.",
    "I like {motion}.",
    "Let me speak for {motion}.",
    "We from {team} can back {motion}.",
    "{motion} is the right way round.",
    "A word in favour of {motion}.",
    "Count me in on {motion}.",
    "About {motion}: good.",
    "If we {deed}, as {motion} asks, I am content.",
    "I had hoped somebody would move {motion}.",
    "{motion} is easy for me.",
    "I would sign {motion} today.",
    "In {team} they will be glad of {motion}.",
    "{motion} makes sense to me.",
    "Nothing against {motion}, on the contrary.",
    "Speaking as {title}, I want {motion}.",
)
GENERAL_REASONS = (
    "People need to know where they stand.",
    "It is one sentence, and anybody can follow it.",
    "We can look at it again when we know more.",
    "Better a plain rule today than a perfect one next year.",
    "Otherwise everybody will answer it in their own way.",
    "It costs little to try and little to undo.",
    "Somebody new would understand it at once.",
    "It is a question I am asked all the time.",
    "I would rather settle it here than in the corridor.",
    "The work will not wait for us to agree on every comma.",
    "It says who does what.",
    "We have talked about it long enough; now we can act.",
    "Done is better than discussed.",
    "It is the sort of thing one is glad of a year later.",
    "I can explain it at home in one breath.",
    "It is good enough for now and safe enough to try.",
    "It leaves fewer things to luck.",
    "I have heard nothing better so far.",
    "It would save us a good many messages.",
    "It helps more people than it troubles.",
)
OUR_WISH_SERVED = (
    "It serves what we openly ask for: “{wish}”.",
    "You know our priority: “{wish}”. This helps.",
    "We came here for this: “{wish}”.",
    "It brings us nearer to what stands in our brief: “{wish}”.",
)
THEIR_WISH_SERVED = (
    "It meets {whose} halfway, with a wish that is no secret: “{wish}”.",
    "Remember what {whose} asked for: “{wish}”. This gives some of it.",
    "It is only fair to {whose}.",
    "It would help {whose}, and we lose nothing that I can see.",
    "I listened to {whose}: “{wish}”. Here is a step.",
)
SOUND = (
    "It is simply sound practice.",
    "Other councils have written this down and kept it.",
    "Any good engineer would sign it.",
    "It is the kind of care that saves a bad night.",
    "There is a policy card that says nearly the same.",
    "It makes mistakes show early, when they are cheap.",
)
STRENGTH_REASONS = (
    "We can help with it; our brief says so: “{strength}”.",
    "It builds on something we have: “{strength}”.",
    "There we have something to give: “{strength}”.",
)
WEAKNESS_REASONS = (
    "It would help where we are weak: “{weakness}”.",
    "I say this as one who knows the trouble: “{weakness}”.",
    "Our brief names the sore point: “{weakness}”. A rule is a relief.",
)
DOUBT = (
    "I have trouble with {motion}.",
    "Not so fast with {motion}.",
    "I cannot yet say yes to {motion}.",
    "On {motion} I see it differently.",
    "{motion} goes too far for me.",
    "Must we really {deed}? I am not sure about {motion}.",
    "A word of caution on {motion}.",
    "Speaking for {team}: {motion} worries me.",
    "With respect, {motion} is not there yet.",
    "I would vote against {motion} as it stands.",
    "Before we {deed}, as {motion} has it, think of who carries it.",
    "{motion}? I hesitate.",
    "I know that {motion} is well meant.",
    "{motion} would be hard to explain at home.",
)
GENERAL_DOUBTS = (
    "I see the work in it and not yet the gain.",
    "It binds everyone where a local rule would do.",
    "Who would look after it? Nobody is named.",
    "It sounds simple, and it is not.",
    "We would regret it at the first busy week.",
    "I have not heard yet what problem it solves.",
    "It decides for people who are not at this table.",
    "Once it stands in the charter it will be hard to get out.",
)
OUR_WISH_HURT = (
    "It gets in the way of what we openly ask for: “{wish}”.",
    "We told you what we need: “{wish}”. This takes it further away.",
    "It runs against our own priority: “{wish}”.",
    "How would it go with what our brief asks for: “{wish}”?",
)
THEIR_WISH_HURT = (
    "It is hard on {whose}, with a wish that says the opposite: “{wish}”.",
    "Think of {whose}: “{wish}”.",
    "Somebody would pay for it, namely {whose}: “{wish}”.",
)
WEAKNESS_DOUBTS = (
    "Remember where we are weak: “{weakness}”.",
    "It would hit us where it hurts: “{weakness}”.",
    "You know our trouble: “{weakness}”.",
)
INCOHERENT = (
    "It does not go with what already holds. {why}",
    "Look at what we have decided before. {why}",
    "The two do not fit together. {why}",
)
DOUBT_ENDINGS = (
    "",
    "",
    "",
    "Show me a smaller step and I will look again.",
    "Could we begin with less?",
    "I would listen to another option.",
    "Make it lighter and we can talk.",
    "Perhaps there is something between yes and no.",
)
QUESTIONS = (
    "One question on {motion}: who looks after it once we have decided?",
    "How would we notice that {motion} is not kept?",
    "{motion}: does it hold for everyone, or only for what is shared?",
    "Would {motion} still be right with two more projects in the mesh?",
    "Who has to do something on Monday if we carry {motion}?",
    "Can somebody say in one sentence what {motion} changes for {team}?",
    "I could go either way on {motion}. What would it cost us in hours?",
    "When would we look at {motion} again?",
    "What happens to work already under way if {motion} is carried?",
    "Is {motion} about today, or about how it should be in a year?",
    "Has anybody tried something like {motion} before?",
    "{motion} leaves me cold so far. Who can warm me to it?",
    "Does {motion} need a date on which it begins?",
    "On {motion} I would like to hear those it touches most.",
)
ACCEPTANCE = (
    "{motion} is not what I would have chosen, but I can live with it.",
    "I had hoped for something else than {motion}. For the sake of getting on, I will not stand in the way.",
    "Fine, {motion} then. We should look at it again when we know how it went.",
    "We lose a little by {motion} and gain an agreement. So be it.",
    "I give way on {motion}; I trust others will remember it.",
    "Time is short. {motion} will do.",
    "Not my favourite, {motion}, yet better than silence.",
    "I still have my doubts about {motion}. I keep them to myself.",
)
OBJECTIONS = (
    "I object.",
    "Here I must object.",
    "As it stands I cannot consent.",
    "My objection is this.",
    "For {team} I have to object.",
    "I cannot go along with it.",
    "Sorry, this one does harm.",
    "I say no, and here is why.",
)

# --- the end ----------------------------------------------------------------------------------------------------------

PROMPTS = (
    "We have not settled this yet: “{question}” Who moves something?",
    "May I turn us to an open question: “{question}”",
    "Something is still missing: “{question}”",
    "Time to take up “{question}”",
    "I give the floor to anyone with an answer to this: “{question}”",
    "Whoever has been quiet so far: “{question}” What do you say?",
    "Next on my list: “{question}”",
    "A short one, perhaps: “{question}”",
)
CHARTER_YES = (
    "I vote for the charter. It is not all I wished for, and it is a beginning.",
    "{team} can work with this text.",
    "There is enough in it for us. I say yes.",
    "A charter we keep is worth more than a better one we never sign.",
    "As {title} I am ready to sign.",
    "Read as a whole it is fair. I am in favour.",
    "It will not please everyone every day. I vote for it all the same.",
    "I know now whom to ask and what to follow. Yes from me.",
    "We came with five ways of working and leave with one text. I am for it.",
)
CHARTER_NO = (
    "I cannot put my name under this text as a whole.",
    "Too much in it falls on {team}. I vote no.",
    "There are good things in it, and yet I cannot say yes.",
    "As {title} I could not explain this charter at home.",
    "The sum of it does not work for us.",
    "I would need one more change before I can sign.",
)
THANKS = (
    "Thank you, everyone. {settled} decisions: that is more than I expected.",
    "It was a pleasure to sit at this table.",
    "Well done, all. Now comes the harder part: doing it.",
    "{team} will keep its side of it.",
    "I will take this home and read it aloud to my team.",
    "A good meeting. Let us not wait a year for the next.",
    "We began as five teams. Now there is a charter.",
    "I came with a list of worries. It is shorter now.",
    "Somebody please put this where everyone can read it.",
)

# --- deciding for the council, open points, the chair's word ----------------------------------------------------------

OFFERS_TO_DECIDE = (
    "I could decide {motion} for us: {owns} is what we look after.",
    "Let me take {motion} on. “{strength}” is said of us, and it helps here.",
    "If the council wants one person to decide {motion}, I am willing.",
    "{motion} touches {team} most; I offer to decide it and to say why.",
    "I would listen first and then decide {motion}. Ask somebody else if you see a conflict.",
)
DECISIONS_FOR = (
    "I heard what was said, and {motion} does more good than harm.",
    "My decision on {motion} is yes: it is a step that we can take back if it fails.",
    "I adopt {motion}. What speaks for it is what you told me.",
    "Yes to {motion}; I will answer for it at the next session.",
)
DECISIONS_AGAINST = (
    "I heard what was said, and {motion} costs us more than it brings.",
    "My decision on {motion} is no: too many of you would have to bend for it.",
    "I leave {motion} as it is. Bring it again when it asks less of us.",
    "No to {motion} for now; I would rather hear more first.",
)
ANSWERS = (
    "We can look at that when we review {motion}; until then nobody has to change anything at once.",
    "That is a fair point. {motion} leaves room for it: who has a good reason may ask for an exception.",
    "We weighed it. The cost of waiting is higher than what you describe.",
    "The owner will see to that before {motion} takes effect.",
    "It was meant that way: {motion} only binds what is shared, not what a team keeps for itself.",
)
DECLARATIONS = (
    "I heard few low hums, and every point on the list has its answer.",
    "Most of us are in favour, and what was raised has been addressed.",
    "Nobody has to love {motion}; the open points are answered.",
)
NO_CONSENSUS = (
    "Too many of us are not there yet with {motion}.",
    "I do not hear a consensus on {motion}.",
    "There is still too much against {motion} to go on.",
)
APPEALS = (
    "I do not think that our point on {motion} was heard.",
    "That is not what I heard around this table; let us vote on {motion}.",
    "I appeal: {team} was not with {motion}, and we are not alone.",
)
