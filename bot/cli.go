package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/alecthomas/kong"
	"golang.org/x/term"

	"vanthu/bot/control"
	"vanthu/corpus/lang"
)

// settings are the flags that every command knows, and what environment
// variables and the configuration file may say.
type settings struct {
	Config  kong.ConfigFlag `help:"A JSON file of settings, named as the flags." env:"VANTHU_CONFIG" placeholder:"FILE"`
	Data    string          `help:"Folder of index, state and settings." default:"./data" env:"VANTHU_DATA" placeholder:"DIR"`
	Now     string          `help:"The clock: 2025-10-20 or RFC 3339." env:"VANTHU_NOW" placeholder:"TIME"`
	Lang    string          `help:"Language of the interface: vi en he ru nl ar no." env:"VANTHU_LANG" placeholder:"TAG"`
	JSON    bool            `name:"json" help:"Machine-readable output."`
	Listen  string          `help:"Web address of serve (127.0.0.1:8080, or the next free port)." env:"VANTHU_LISTEN" placeholder:"ADDR"`
	Zone    string          `help:"Time zone in which days are meant." default:"Asia/Ho_Chi_Minh" env:"VANTHU_ZONE" placeholder:"ZONE"`
	PDFTool string          `name:"pdftotext" help:"Path of poppler's pdftotext." env:"VANTHU_PDFTOTEXT" placeholder:"FILE"`
	Hosts   []string        `help:"Further host names under which the web page is reached." env:"VANTHU_HOSTS" placeholder:"NAME"`

	Public string `help:"Public address of this installation, https://vanthu.example.vn: for links, and for platforms that call it." env:"VANTHU_PUBLIC" placeholder:"URL"`

	TelegramToken  string   `name:"telegram-token" env:"VANTHU_TELEGRAM_TOKEN" hidden:""`
	TelegramAPI    string   `name:"telegram-api" env:"VANTHU_TELEGRAM_API" hidden:""`
	TelegramAdmins []string `name:"telegram-admins" help:"Telegram user IDs or @names of admins." env:"VANTHU_TELEGRAM_ADMINS" placeholder:"ID"`
	TelegramRich   bool     `name:"telegram-rich" help:"Send lists and folded quotations as rich messages, which older apps do not show, where Telegram's server has them." env:"VANTHU_TELEGRAM_RICH"`
	TelegramSecret string   `name:"telegram-secret" env:"VANTHU_TELEGRAM_SECRET" hidden:""`
	DiscordToken   string   `name:"discord-token" env:"VANTHU_DISCORD_TOKEN" hidden:""`
	DiscordAPI     string   `name:"discord-api" env:"VANTHU_DISCORD_API" hidden:""`
	DiscordKey     string   `name:"discord-public-key" help:"Public key of the Discord application: interactions come as calls, and no gateway is kept." env:"VANTHU_DISCORD_PUBLIC_KEY" placeholder:"HEX"`
	DiscordAdmins  []string `name:"discord-admins" help:"Discord user IDs of admins." env:"VANTHU_DISCORD_ADMINS" placeholder:"ID"`
	RelayURL       string   `name:"relay-url" help:"Address of a relay to another messenger." env:"VANTHU_RELAY_URL" placeholder:"URL"`
	RelaySecret    string   `name:"relay-secret" env:"VANTHU_RELAY_SECRET" hidden:""`
	RelayAdmins    []string `name:"relay-admins" help:"People of that messenger who are admins." env:"VANTHU_RELAY_ADMINS" placeholder:"ID"`

	LLM        modelSettings `embed:"" prefix:"llm-"`
	Embed      embedSettings `embed:"" prefix:"embed-"`
	Transcribe voiceSettings `embed:"" prefix:"transcribe-"`
}

// commandLine is the whole command line.
type commandLine struct {
	settings
	Serve     serveCommand     `cmd:"" help:"Serve the web chat, and Telegram and Discord where a token is set."`
	Index     indexCommand     `cmd:"" help:"Read new and changed documents under each path."`
	Ask       askCommand       `cmd:"" help:"Answer one question."`
	Search    searchCommand    `cmd:"" help:"Rank documents for a question."`
	Chat      chatCommand      `cmd:"" help:"Talk in the terminal."`
	Duties    dutiesCommand    `cmd:"" help:"List duties and deadlines, as a table, JSON, CSV or calendar."`
	Procedure procedureCommand `cmd:"" help:"Show one procedure: steps, papers, fee, time limit, office."`
	Dates     datesCommand     `cmd:"" help:"Read the time expressions of a text and the days they mean."`
	Feedback  feedbackCommand  `cmd:"" help:"List what people say of answers, and the mistakes they report."`
	Documents documentsCommand `cmd:"" help:"List what is indexed."`
	Doctor    doctorCommand    `cmd:"" help:"Check this installation."`
	Lexicon   lexiconCommand   `cmd:"" help:"Look after the words that texts are read with."`
	Eval      evalCommand      `cmd:"" help:"Score a file of questions."`
	Build     buildCommand     `cmd:"" name:"build-beside" hidden:""`
}

// streams are a command's standard streams.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// command is what every command is.
type command interface {
	run(ctx context.Context, c *call) error
	// needs tells how the installation has to be opened.
	needs() access
}

// access is how a command uses the installation.
type access int

// The kinds of access.
const (
	reads   access = iota // several commands may read at a time
	writes                // one at a time
	serves                // as writes, and others ask meanwhile
	nothing               // what stands in no index or state; the data folder need not be there
	beside                // what the serve that started it has open; the command opens it itself
)

// call is one command being carried out.
type call struct {
	*installation
	streams
	settings settings
	dir      string // relative paths count from it
	terminal bool
	now      func() time.Time
}

// path makes a path of the command line absolute.
func (c *call) path(p string) string {
	if p == "" || p == "-" || filepath.IsAbs(p) {
		return p
	}
	return filepath.Join(c.dir, p)
}

// parsed is a command line that makes sense.
type parsed struct {
	settings settings
	command  string
	cmd      command
	dir      string
	terminal bool
}

// exited is what kong's help gives.
type exited int

// parse reads a command line; nil without an error where help was asked for.
func parse(args []string, stdout, stderr io.Writer, dir string) (p *parsed, err error) {
	var line commandLine
	defer func() {
		if code, ok := recover().(exited); ok {
			p, err = nil, nil
			if code != 0 {
				err = usageError{errors.New("wrong usage")}
			}
		}
	}()
	parser, err := kong.New(&line, kong.Name("vanthu"), kong.Description("Answers from official documents, word for word."),
		kong.Writers(stdout, stderr), kong.Exit(func(code int) { panic(exited(code)) }), kong.Configuration(newSettingsFile), kong.UsageOnError())
	if err != nil {
		return nil, fmt.Errorf("build the command line: %w", err)
	}
	ctx, err := parser.Parse(args)
	if err != nil {
		return nil, usageError{fmt.Errorf("%w; vanthu --help shows the commands", err)}
	}
	p = &parsed{settings: line.settings, command: strings.Fields(ctx.Command())[0], dir: dir}
	p.cmd = ctx.Selected().Target.Addr().Interface().(command)
	if p.settings.Lang != "" {
		tag, ok := lang.Tag(p.settings.Lang)
		if !ok {
			return nil, usageError{fmt.Errorf("--lang %q is none of %s", p.settings.Lang, strings.Join(lang.Tags(), " "))}
		}
		p.settings.Lang = tag
	}
	if p.settings.Now != "" {
		if _, err := readTime(p.settings.Now, time.UTC); err != nil {
			return nil, usageError{err}
		}
	}
	if _, err := time.LoadLocation(p.settings.Zone); err != nil {
		return nil, usageError{fmt.Errorf("--zone: %w", err)}
	}
	if !filepath.IsAbs(p.settings.Data) {
		p.settings.Data = filepath.Join(dir, p.settings.Data)
	}
	f, ok := stdout.(*os.File)
	p.terminal = ok && isTerminal(f)
	return p, nil
}

func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) && os.Getenv("TERM") != "dumb" }

// readTime reads --now.
func readTime(s string, zone *time.Location) (time.Time, error) {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t, nil
	}
	t, err := time.ParseInLocation(time.DateOnly, s, zone)
	if err != nil {
		return t, fmt.Errorf("--now %q is neither a day such as 2025-10-20 nor a time such as 2025-10-20T08:00:00+07:00", s)
	}
	return t, nil
}

// clock gives the clock of a command: frozen at --now, or real.
func (s settings) clock(zone *time.Location, real func() time.Time) func() time.Time {
	if s.Now == "" {
		return real
	}
	t, err := readTime(s.Now, zone)
	if err != nil {
		return real // parse has refused it
	}
	return func() time.Time { return t }
}

// alone carries out a command in this process.
func (p *parsed) alone(ctx context.Context, s streams) (err error) {
	how := p.cmd.needs()
	if how == nothing || how == beside {
		zone, err := time.LoadLocation(p.settings.Zone)
		if err != nil {
			return fmt.Errorf("--zone: %w", err)
		}
		return p.with(ctx, &installation{dir: p.settings.Data, zone: zone, now: time.Now}, s)
	}
	inst, err := openInstallation(ctx, p.settings, how, s.err)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, inst.close()) }()
	if how != serves {
		inst.now = p.settings.clock(inst.zone, inst.now) // what is read now is recorded as read then
		inst.renew(ctx)
	}
	return p.with(ctx, inst, s)
}

// with carries out a command on an open installation.
func (p *parsed) with(ctx context.Context, inst *installation, s streams) error {
	return p.cmd.run(ctx, &call{installation: inst, streams: s, settings: p.settings, dir: p.dir, terminal: p.terminal,
		now: p.settings.clock(inst.zone, inst.now)})
}

var errNotServing = control.ErrNotServing

// forward has a running serve carry out the command.
func forward(ctx context.Context, p *parsed, args []string, stdin io.Reader, stdout, stderr io.Writer) (int, error) {
	return control.Run(ctx, p.settings.Data, control.Call{Args: args, Dir: p.dir, Terminal: p.terminal}, stdin, stdout, stderr)
}
