// Answers come piece by piece; without this script the same forms bring whole pages.
(function () {
'use strict';
var d = document, ask = d.getElementById('ask'), box = d.getElementById('text'), log = d.getElementById('log');
var start = d.getElementById('start'), status = d.getElementById('status');
var END = '<!-' + '-part-->', running = 0, pressed = null, question = null;
if (!window.XMLHttpRequest || !d.addEventListener) return;

function working(n) {
running += n;
status.textContent = running ? ask.getAttribute('data-working') : '';
}
// put shows a fragment; mine are those of the same request, by ID: a later one takes the place of an earlier one.
function put(html, mine) {
var holder = d.createElement('div'), part, old;
holder.innerHTML = html;
part = holder.firstElementChild;
if (!part) return;
start.hidden = true;
if (part.className === 'you') question = part;
old = part.id === 'refused' ? d.getElementById(part.id) : mine[part.id];
mine[part.id] = part;
if (old && part.id !== 'refused') {
old.parentNode.replaceChild(part, old);
} else {
if (old) old.parentNode.removeChild(old);
log.appendChild(part);
}
if (part.id === 'refused') part.scrollIntoView(false);
else if (question) question.scrollIntoView();
}
// The question stays at the top while its answer grows, until the person moves.
function leave() { question = null; }
function lost() {
var p = d.createElement('p');
p.id = 'refused';
p.className = 'note';
p.setAttribute('role', 'alert');
p.textContent = ask.getAttribute('data-lost');
put(p.outerHTML, {});
}
function send(name, value) {
var x = new XMLHttpRequest(), seen = 0, mine = {}, typed = name === 'text' && value === box.value ? value : '';
function take() {
var text = x.responseText, end;
while ((end = text.indexOf(END, seen)) >= 0) {
put(text.slice(seen, end), mine);
seen = end + END.length;
}
}
function done(ok) {
working(-1);
if (ok && x.status < 400) return;
if (!seen) lost();
if (!box.value) box.value = typed;
}
x.open('POST', '/');
x.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded');
x.setRequestHeader('Vanthu-Stream', '1');
x.onprogress = take;
x.onload = function () { take(); done(true); };
x.onerror = x.onabort = function () { done(false); };
x.send(name + '=' + encodeURIComponent(value));
working(1);
if (typed) box.value = '';
}
d.addEventListener('click', function (e) {
var b = e.target;
while (b && b.nodeName !== 'BUTTON') b = b.parentNode;
pressed = b;
}, true);
d.addEventListener('submit', function (e) {
var b = e.submitter || pressed, form = e.target;
if (form.className === 'start') return;
e.preventDefault();
pressed = null;
if (form !== ask) {
if (!b || b.form !== form) b = form.querySelector('button');
send(b.name, b.value);
} else if (/\S/.test(box.value)) {
send('text', box.value);
} else {
box.focus();
}
});
d.addEventListener('wheel', leave);
d.addEventListener('touchmove', leave);
d.addEventListener('keydown', leave);
box.addEventListener('keypress', function (e) {
if (e.keyCode !== 13 || e.shiftKey) return;
e.preventDefault();
ask.querySelector('button').click();
});
if (log.lastElementChild && !location.hash) log.lastElementChild.scrollIntoView(false);
})();
