package discord

import (
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"vanthu/handlers"
)

// The kinds of addresses.
const (
	addressMessage = "message" // a message in a server
	addressCommand = "command"
	addressButton  = "button" // a button, a choice from a list, a filled in form
)

// address is what a reply answers: a message, or an interaction and who began
// it. Its text is kept with the request until that is answered.
type address struct {
	kind, id, application, token, person string

	hidden bool // others are in the conversation, and only the person sees the answer
	posted bool // the interaction came by HTTP: Discord hears of it with the answer to its own call
}

const noPerson = "-"

// String gives the stored form, fields with spaces between.
func (a address) String() string {
	flags := "."
	if a.hidden {
		flags += "h"
	}
	if a.posted {
		flags += "p"
	}
	if a.person == "" {
		a.person = noPerson
	}
	return strings.Join([]string{a.kind, a.id, a.application, a.token, a.person, flags}, " ")
}

// readAddress reads a stored form; an older one ends after the token.
func readAddress(text string) address {
	f := strings.Split(text, " ")
	if len(f) < 4 {
		return address{}
	}
	a := address{kind: f[0], id: f[1], application: f[2], token: f[3]}
	if len(f) >= 6 {
		if f[4] != noPerson {
			a.person = f[4]
		}
		a.hidden, a.posted = strings.Contains(f[5], "h"), strings.Contains(f[5], "p")
	}
	return a
}

// interaction reports whether the address is a command or a button.
func (a address) interaction() bool { return a.kind == addressCommand || a.kind == addressButton }

// sentID is the ID of a message that was sent, with what an edit must know.
type sentID struct {
	message string
	channel string // where it stands, if that is not the conversation's own channel
	rich    bool   // it is made of components, and can never again be anything else
	hidden  bool   // only one person sees it, and only through the interaction can it be changed
}

func (s sentID) String() string {
	text := s.message + "/" + s.channel + "/"
	if s.rich {
		text += "r"
	}
	if s.hidden {
		text += "h"
	}
	return text
}

func readSentID(text string) sentID {
	message, rest, _ := strings.Cut(text, "/")
	channel, flags, _ := strings.Cut(rest, "/")
	return sentID{message: message, channel: channel, rich: strings.Contains(flags, "r"), hidden: strings.Contains(flags, "h")}
}

// A conversation is a channel. What only one person sees of a channel is a
// conversation of that person's own: "channel.person".
func conversation(channel, person string, hidden bool) handlers.Conversation {
	if hidden {
		channel += "." + person
	}
	return handlers.Conversation{Platform: Platform, ID: channel}
}

// channelOf gives a conversation's channel.
func channelOf(c handlers.Conversation) string {
	channel, _, _ := strings.Cut(c.ID, ".")
	return channel
}

// personal reports whether a conversation is what one person sees of a channel.
func personal(c handlers.Conversation) bool { return strings.Contains(c.ID, ".") }

// made gives when something with this ID came into being; zero where the ID
// does not tell.
func made(id string) time.Time {
	n, err := strconv.ParseUint(id, 10, 64)
	if err != nil || n>>22 == 0 {
		return time.Time{}
	}
	t, err := discordgo.SnowflakeTimestamp(id)
	if err != nil {
		return time.Time{}
	}
	return t
}

// later reports whether ID a was given after ID b.
func later(a, b string) bool {
	return len(a) > len(b) || len(a) == len(b) && a > b
}
