package intake

import "vanthu/handlers"

// Platform delivers replies itself.
type Platform interface {
	handlers.Sender
	// ReplyTo gives the Sender of the replies to one request, Incoming.Address.
	ReplyTo(address string) handlers.Sender
}

// Direct is Replies without a desk between: by handlers.Conversation.Platform.
type Direct map[string]Platform

// Takes implements Replies.
func (d Direct) Takes(platform string) bool { return d[platform] != nil }

// To implements Replies.
func (d Direct) To(request, address string) handlers.Sender {
	for name, p := range d {
		if len(request) > len(name) && request[:len(name)+1] == name+":" {
			return p.ReplyTo(address)
		}
	}
	return nil
}
