// Reads one calendar file with each JavaScript reader and prints what each saw as one JSON document.
// Usage: node judge.mjs FILE

import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import nodeIcal from "node-ical";

const twoDigits = (number) => String(number).padStart(2, "0");

const localDay = (moment) =>
  `${moment.getFullYear()}-${twoDigits(moment.getMonth() + 1)}-${twoDigits(moment.getDate())}`;

function seenByIcalJs(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  }
  return {
    name: calendar.getFirstPropertyValue("name"),
    events: calendar.getAllSubcomponents("vevent").map(eventByIcalJs),
  };
}

function eventByIcalJs(component) {
  const event = new ICAL.Event(component);
  const value = (name) => component.getFirstPropertyValue(name);
  const moment = (time) => (time.isDate ? time.toString() : time.toJSDate().toISOString());
  return {
    uid: event.uid,
    summary: event.summary ?? "",
    description: event.description ?? "",
    location: event.location ?? "",
    url: value("url") ?? "",
    kind: value("categories"),
    start: moment(event.startDate),
    end: moment(event.endDate),
    sequence: event.sequence,
    status: value("status"),
    transparency: value("transp"),
    alarms: component
      .getAllSubcomponents("valarm")
      .map((alarm) => alarm.getFirstPropertyValue("trigger").toSeconds()),
  };
}

function seenByNodeIcal(text) {
  const parts = Object.values(nodeIcal.sync.parseICS(text));
  return {
    name: parts.find((part) => part.type === "VCALENDAR")["WR-CALNAME"],
    events: parts.filter((part) => part.type === "VEVENT").map(eventByNodeIcal),
  };
}

function eventByNodeIcal(event) {
  const moment = (time) => (event.datetype === "date" ? localDay(time) : time.toISOString());
  return {
    uid: event.uid,
    summary: event.summary ?? "",
    description: event.description ?? "",
    location: event.location ?? "",
    url: event.url ?? "",
    kind: event.categories[0],
    start: moment(event.start),
    end: moment(event.end),
    sequence: Number(event.sequence),
    status: event.status,
    transparency: event.transparency,
    alarms: (event.alarms ?? []).map((alarm) => alarm.trigger),
  };
}

const text = readFileSync(process.argv[2], "utf8");
console.log(JSON.stringify({ "ical.js": seenByIcalJs(text), "node-ical": seenByNodeIcal(text) }));
