package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"vanthu/bot/discord"
	"vanthu/bot/relay"
	"vanthu/bot/telegram"
	"vanthu/corpus"
	"vanthu/corpus/calendar"
	"vanthu/handlers/wire"
)

// doctorCommand checks an installation.
type doctorCommand struct{}

func (doctorCommand) needs() access { return reads }

// checkTime bounds one check that asks a platform.
const checkTime = 10 * time.Second

func (doctorCommand) run(ctx context.Context, c *call) error {
	checks := []wire.Check{checkFolder(c), checkState(ctx, c), checkIndex(ctx, c), checkMemory(ctx, c), checkAnswers(c), checkHolidays(c), checkTool(c), checkModel(ctx, c), checkVectors(ctx, c), checkVoice(ctx, c)}
	checks = append(checks, checkTokens(ctx, c)...)
	checks = append(checks, checkRelay(c), checkPublic(c))
	if c.settings.JSON {
		if err := writeJSON(c.out, checks); err != nil {
			return err
		}
	}
	failed := 0
	for _, k := range checks {
		if k.State == "error" {
			failed++
		}
		if c.settings.JSON {
			continue
		}
		line := fmt.Sprintf("%-8s %-10s %s", k.State, k.Name, k.Said)
		if k.Mend != "" {
			line += "\n                    → " + k.Mend
		}
		if _, err := fmt.Fprintln(c.out, line); err != nil {
			return err
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d checks failed; each says how to mend it", failed, len(checks))
	}
	return nil
}

func checkFolder(c *call) wire.Check {
	k := wire.Check{Name: "data", State: "ok", Said: c.installation.dir}
	f, err := os.CreateTemp(c.installation.dir, "doctor-*")
	if err == nil {
		err = errors.Join(f.Close(), os.Remove(f.Name()))
	}
	if err != nil {
		k.State, k.Said, k.Mend = "error", err.Error(), "give this user the right to write there, or choose another folder with --data"
	}
	return k
}

func checkState(ctx context.Context, c *call) wire.Check {
	k := wire.Check{Name: "state", State: "ok"}
	n, err := c.state.Count(ctx)
	switch {
	case err != nil:
		k.State, k.Said, k.Mend = "error", err.Error(), "restore a backup, or move the data folder away and index the documents again"
	case n == 0:
		k.State, k.Said, k.Mend = "warning", "no documents", "vanthu index FOLDER"
	default:
		k.Said = fmt.Sprintf("%d documents", n)
	}
	return k
}

func checkIndex(ctx context.Context, c *call) wire.Check {
	k := wire.Check{Name: "index", State: "ok"}
	st, err := c.engine.Stats(ctx)
	if err != nil {
		k.State, k.Said, k.Mend = "error", err.Error(), "vanthu index --rebuild FOLDER"
		return k
	}
	k.Said = fmt.Sprintf("%d windows, %.1f MB", st.Windows, float64(st.Bytes)/1e6)
	if behind, err := c.installation.behind(ctx); err != nil || behind {
		k.State, k.Mend = "warning", "the index is behind the documents; it catches up by itself, or with: vanthu index FOLDER"
	}
	return k
}

// checkHolidays says for this year and the next whether the days of rest are
// announced: time limits in working days are counted by them.
func checkHolidays(c *call) wire.Check {
	k := wire.Check{Name: "holidays", State: "ok"}
	h, err := calendar.LoadHolidays(overlay(c.installation.dir))
	if err != nil {
		k.State, k.Said, k.Mend = "error", err.Error(), "mend the file, or take it out of the data folder"
		return k
	}
	var said []string
	for n := range 2 {
		year := c.now().In(c.zone).Year() + n
		state := "announced"
		switch day := corpus.Day(fmt.Sprintf("%04d-01-01", year)); {
		case h.Certain(day):
		case h.Known(day):
			state = "estimated"
		default:
			state = "not known"
		}
		if n == 0 && state != "announced" {
			k.State, k.Mend = "warning", "write the year's holidays into "+filepath.Join(c.installation.dir, "holidays.yaml")+", in the form of corpus/calendar/data/vn.yaml"
		}
		said = append(said, fmt.Sprintf("%d %s", year, state))
	}
	k.Said = strings.Join(said, ", ")
	return k
}

func checkTool(c *call) wire.Check {
	k := wire.Check{Name: "pdftotext", State: "ok", Said: c.reader.Tools.PDFToText}
	if k.Said == "" {
		k.State, k.Said, k.Mend = "warning", "not installed: PDF files are read poorly or not at all", "install poppler-utils (Debian: apt install poppler-utils)"
	} else if _, err := os.Stat(k.Said); err != nil {
		k.State, k.Said, k.Mend = "error", err.Error(), "set --pdftotext to poppler's pdftotext, or leave it out"
	}
	return k
}

// checkTokens asks each platform that has a token whether it takes it.
func checkTokens(ctx context.Context, c *call) []wire.Check {
	client := &http.Client{Timeout: checkTime}
	ask := func(name, token string, check func(context.Context) (string, error)) wire.Check {
		k := wire.Check{Name: name, State: "ok"}
		if token == "" {
			k.Said = "no token set; " + name + " is off"
			return k
		}
		ctx, cancel := context.WithTimeout(ctx, checkTime)
		defer cancel()
		who, err := check(ctx)
		switch {
		case errors.Is(err, telegram.ErrRefused), errors.Is(err, discord.ErrRefused):
			k.State, k.Said, k.Mend = "error", "the token is refused", "set VANTHU_"+strings.ToUpper(name)+"_TOKEN to the bot's current token"
		case err != nil:
			k.State, k.Said, k.Mend = "warning", err.Error(), "check the network and VANTHU_"+strings.ToUpper(name)+"_API"
		default:
			k.Said = "signed in as " + who
		}
		return k
	}
	s := c.settings
	return []wire.Check{
		ask("telegram", s.TelegramToken, func(ctx context.Context) (string, error) {
			t, err := telegram.New(telegram.Settings{Token: s.TelegramToken, API: s.TelegramAPI}, telegram.Deps{HTTP: client, Log: c.log, Now: time.Now, Rand: func() float64 { return 0 }, More: func(string) string { return "" }})
			if err != nil {
				return "", err
			}
			return t.Check(ctx)
		}),
		ask("discord", s.DiscordToken, func(ctx context.Context) (string, error) {
			d, err := discord.New(discord.Settings{Token: s.DiscordToken, API: s.DiscordAPI}, discord.Deps{HTTP: client, Log: c.log, Rand: func() float64 { return 0 }, More: func(string) string { return "" }})
			if err != nil {
				return "", err
			}
			return d.Check(ctx)
		}),
	}
}

// checkRelay checks the settings of the relay to another messenger.
func checkRelay(c *call) wire.Check {
	k := wire.Check{Name: "relay", State: "ok", Said: "no address set; the relay is off"}
	if c.settings.RelayURL == "" {
		return k
	}
	k.Said = "replies go to " + hostOf(c.settings.RelayURL)
	if _, err := relay.New(relay.Settings{URL: c.settings.RelayURL, Secret: c.settings.RelaySecret}, relay.Deps{Log: c.log, Now: time.Now}); err != nil {
		k.State, k.Said, k.Mend = "error", err.Error(), "set VANTHU_RELAY_URL and VANTHU_RELAY_SECRET"
	}
	return k
}

// checkPublic checks the address under which others reach the installation.
func checkPublic(c *call) wire.Check {
	k := wire.Check{Name: "public", State: "ok", Said: "no public address set: links and calls of platforms do not reach this installation"}
	s := c.settings
	switch u, err := url.Parse(s.Public); {
	case s.Public == "" && (s.TelegramSecret != "" && s.TelegramAPI == "" || s.DiscordKey != ""):
		k.State, k.Mend = "error", "a webhook is set; give --public the https address at which the platform reaches this installation"
	case s.Public == "":
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		k.State, k.Said, k.Mend = "error", "the public address is no web address", "set VANTHU_PUBLIC to https://NAME"
	case u.Scheme == "http":
		k.State, k.Said, k.Mend = "warning", s.Public, "platforms call https addresses alone; put a proxy with a certificate in front"
	default:
		k.Said = s.Public
	}
	return k
}

// hostOf gives the host of an address, without what may be secret in it.
func hostOf(address string) string {
	if u, err := url.Parse(address); err == nil {
		return u.Host
	}
	return "an address that cannot be read"
}
