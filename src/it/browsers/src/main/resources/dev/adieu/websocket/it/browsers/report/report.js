'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const byId = id => document.getElementById(id);
const OPCODES = {0: 'Continuation', 1: 'Text', 2: 'Binary', 8: 'Close', 9: 'Ping', 10: 'Pong'};

function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
        made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
}

const utf8 = bytes => new TextDecoder('utf-8', {ignoreBOM: true}).decode(Uint8Array.from(bytes));
const visible = text => JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);

/** Takes one frame off the bytes (RFC 6455, section 5.2); what was cut off in the record is left out. */
function decodeFrame(bytes, from) {
    const fin = bytes[from] >> 7, rsv = bytes[from] >> 4 & 7, opcode = bytes[from] & 15, masked = bytes[from + 1] >> 7;
    let length = bytes[from + 1] & 127, at = from + 2;
    for (let more = length === 126 ? 2 : length === 127 ? 8 : 0, value = 0; more > 0; more--) {
        value = value * 256 + bytes[at++];
        length = value;
    }
    const mask = masked ? bytes.slice(at, at += 4) : null;
    const payload = bytes.slice(at, at + length).map((b, i) => mask ? b ^ mask[i % 4] : b);
    let words = `${OPCODES[opcode] ?? `opcode ${opcode}`}${fin ? '' : ', not final'}${rsv ? `, RSV ${rsv}` : ''}${masked ? ', masked' : ''}, ${length} bytes`;
    if (opcode === 8) {
        words += payload.length < 2 ? ': no code' : `: ${payload[0] * 256 + payload[1]} ${visible(utf8(payload.slice(2)))}`;
    } else if (opcode < 2 || opcode > 8) {
        words += `: ${visible(utf8(payload))}`;
    }
    return {words, next: at + length};
}

function decode(hex) {
    const bytes = hex.replace(/ ….*/, '').split(' ').map(pair => parseInt(pair, 16));
    const words = [];
    let at = 0;
    if (utf8(bytes.slice(0, 5)) === 'HTTP/') {
        const text = utf8(bytes), end = text.indexOf('\r\n\r\n');
        at = end < 0 ? bytes.length : end + 4;
        words.push(...text.slice(0, at).trim().split('\r\n'));
    } else if (bytes[0] === 0x15 || bytes.every(b => b >= 32 && b < 127)) {
        return bytes[0] === 0x15 ? ['a TLS alert'] : [utf8(bytes)];
    }
    while (at + 1 < bytes.length) {
        const frame = decodeFrame(bytes, at);
        words.push(frame.words);
        at = frame.next;
    }
    return words;
}

function moment({at, side, text, bytes}) {
    const label = {client: 'client', server: 'server', wire: 'wire', tcp: 'tcp'}[side];
    const body = element('div', {class: `moment from-${side}`}, element('span', {class: 'side'}, label), text);
    if (bytes) {
        body.append(...decode(bytes).map(line => element('code', {}, line)));
        if (!bytes.startsWith('48 54 54 50')) {
            body.append(element('code', {class: 'hex'}, bytes));
        }
    }
    return element('li', {}, element('time', {}, at < 1000 ? `${Math.max(0, at).toFixed(1)} ms` : `${(at / 1000).toFixed(2)} s`), body);
}

function clientPanel({key, words}, record) {
    const version = data.versions[key];
    return element('section', {class: 'client'}, element('h3', {}, words, version ? element('small', {}, ` ${version.replace(words, '').trim()}`) : ''),
        element('ol', {}, ...record.timeline.map(moment)));
}

const lastWord = told => (told.findLast(line => line.startsWith('close ')) ?? told.at(-1) ?? '').replace(/^close |, CLOSED$/g, '');

const nameOf = key => data.clients.find(client => client.key === key).words;

/** The engines' close events: once if all have the same, else by engine. */
function ends(clients) {
    const engines = new Map();
    for (const key of data.engines) {
        const end = lastWord(clients[key].told);
        engines.set(end, [...engines.get(end) ?? [], nameOf(key)]);
    }
    return engines.size === 1 ? [...engines.keys()]
        : [...engines].map(([end, names]) => element('span', {class: 'engine'}, `${names.join(', ')}: ${end}`));
}

function row(record) {
    const {id, title, verdict, why, clients, same} = record;
    const words = data.verdicts.find(v => v.key === verdict).words;
    const details = element('details', {id}, element('summary', {},
        element('span', {class: 'title'}, title, element('small', {}, id)),
        element('span', {class: 'end', 'data-who': 'engines'}, ...ends(clients)),
        element('span', {class: 'end', 'data-who': 'Adieu'}, lastWord(clients.ADIEU.told)),
        element('span', {class: 'end', 'data-who': 'default codes'}, lastWord(clients.ADIEU_BY_DEFAULT.told)),
        element('span', {class: `verdict ${verdict}${why === 'UNEXPLAINED' ? ' unexplained' : ''}`}, words,
            ...(same.length && same.length < data.engines.length ? [element('small', {}, same.map(nameOf).join(', '))] : []))));
    details.addEventListener('toggle', () => {
        if (details.open && details.children.length === 1) {
            details.append(...(why ? [element('p', {class: 'why'}, why)] : []),
                element('div', {class: 'clients'}, ...data.clients.map(client => clientPanel(client, clients[client.key]))));
        }
    });
    const text = [id, title, verdict, words, why, ...same.map(nameOf), ...Object.values(clients).flatMap(c => [...c.told, ...c.wire])].join(' ').toLowerCase();
    return {details, verdict, text};
}

const sections = data.groups.map(group => {
    const rows = group.rows.map(row);
    const section = element('section', {}, element('h2', {}, group.title), ...rows.map(r => r.details));
    byId('rows').append(section);
    byId('group').append(element('option', {}, group.title));
    return {title: group.title, section, rows};
});
for (const {key, words, count} of data.verdicts) {
    const box = element('input', {type: 'checkbox', value: key, checked: ''});
    byId('verdicts').append(element('label', {class: key}, box, ` ${words} (${count})`));
}
const total = data.verdicts.reduce((sum, v) => sum + v.count, 0);
byId('lead').textContent = data.sentence;
byId('lead').append(element('small', {}, `Played against the same scripted server by ${data.engines.map(key => data.versions[key]).join(', ')} and Adieu. `
    + 'Open a row to see both sides, moment by moment.'));
byId('chart').append(...data.pairs.map(({words, same, rows}) => element('tr', {class: words.startsWith('Adieu') ? 'adieu' : 'engines'},
    element('th', {scope: 'row'}, words),
    element('td', {}, element('span', {class: 'bar', style: `width: ${100 * same / rows}%`}), element('span', {class: 'count'}, `${same}`)))));

function filter() {
    const wanted = byId('search').value.toLowerCase().split(/\s+/).filter(Boolean);
    const verdicts = new Set([...byId('verdicts').querySelectorAll(':checked')].map(box => box.value));
    const group = byId('group').value === 'all kinds' ? '' : byId('group').value;
    let shown = 0;
    for (const {title, section, rows} of sections) {
        let any = false;
        for (const {details, verdict, text} of rows) {
            const fits = (!group || group === title) && verdicts.has(verdict) && wanted.every(word => text.includes(word));
            details.hidden = !fits;
            any ||= fits;
            shown += fits;
        }
        section.hidden = !any;
    }
    byId('shown').textContent = shown === total ? `All ${total} rows` : `${shown} of ${total} rows`;
}
byId('filter').addEventListener('input', filter);
byId('filter').addEventListener('submit', event => event.preventDefault());
filter();
function openLinked() {
    const linked = location.hash && byId(location.hash.slice(1));
    if (linked) {
        linked.open = true;
        linked.scrollIntoView();
    }
}
window.addEventListener('hashchange', openLinked);
openLinked();
