package format

import (
	"os/exec"
	"syscall"

	"golang.org/x/sys/unix"
)

// confine puts the child into a process group of its own and has the group
// killed when its time is over.
func confine(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return unix.Kill(-cmd.Process.Pid, unix.SIGKILL) }
}

// limitMemory bounds a running child. Go can't set limits between fork and
// exec, so they are set from outside right after the start: what the child
// has mapped by then, a few milliseconds of loading itself, counts against
// them, and its next request beyond them fails. A child that is gone already
// needs none.
func limitMemory(pid int) {
	seconds := uint64(childTime.Seconds())
	for resource, limit := range map[int]uint64{unix.RLIMIT_AS: childMemory, unix.RLIMIT_CPU: seconds, unix.RLIMIT_CORE: 0, unix.RLIMIT_FSIZE: 0} {
		_ = unix.Prlimit(pid, resource, &unix.Rlimit{Cur: limit, Max: limit}, nil)
	}
}
