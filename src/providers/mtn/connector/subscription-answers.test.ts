import { describe, expect, test } from "vitest";
import { subscriptions } from "./subscriptions.ts";
import { answerOf, BASE } from "./testing/orders.ts";
import {
  asked,
  cancelled,
  created,
  kept,
  NAME,
  PLACE,
  STATUS_PLACE,
  says,
  stands,
  subscriber,
} from "./testing/subscriptions.ts";

describe("a subscribe that is answered", () => {
  test("201 and Active runs, and has a name of its own without a phone number", () => {
    expect(created(stands("Active"), 201)).toMatchObject({
      evidence: "answer",
      about: "subscription",
      strength: "proof",
      standing: "active",
      provider_reference: NAME,
      charges: [],
      reading: { rule: "mtn/result/active", finality: "final" },
      provider: { code: "active", http_status: 201 },
    });
  });

  test.each([
    [202, says("Pending", "1004")],
    [200, says("Pending", "1004")],
    [202, says("Pending")],
    [201, stands("Pending")],
  ])("%i and pending goes on, and names where its end will be found", (status, body) => {
    const answer = { ...answerOf(body, status), headers: { location: STATUS_PLACE } };
    const finding = subscriptions.readCreate(answer, subscriber);
    expect(finding).toMatchObject({
      standing: "pending",
      reading: { finality: "interim", money: "unknown" },
    });
    expect(finding.outcome_url).toBe(status === 200 ? undefined : kept(STATUS_PLACE));
    expect(finding.provider_reference).toBe(NAME);
  });

  test.each([
    STATUS_PLACE.replace("27832000046", "27832000099"),
    STATUS_PLACE.replace("/status/", "/status/27832000046-"),
    "/relative/status/1",
  ])("keeps no place that is not this customer's, or holds the number elsewhere: %s", (location) => {
    const answer = { ...answerOf(says("Pending", "1004"), 202), headers: { location } };
    expect(subscriptions.readCreate(answer, subscriber).outcome_url).toBeUndefined();
  });

  test.each([
    { _links: { self: { href: STATUS_PLACE } } },
    { _link: { self: { href: STATUS_PLACE } } },
    { links: [{ rel: "self", href: STATUS_PLACE }] },
  ])("may name that place in its links instead: %j", (links) => {
    expect(created({ ...says("Pending", "1004"), ...links }, 202).outcome_url).toBe(kept(STATUS_PLACE));
  });

  test("201 and Active names its own place, which shows that it ran", () => {
    const links = { _links: { self: { href: PLACE } } };
    expect(created({ ...stands("Active"), ...links }, 201).outcome_url).toBe(kept(PLACE));
    expect(created({ ...stands("Pending"), ...links }, 201).outcome_url).toBeUndefined();
  });

  test.each(["", "no URL", `${BASE}/v2/customers/27832000046/subscriptions`, PLACE.replace("NEWS", "GAMES")])(
    "names no place with a link to %j",
    (href) => {
      const links = { _links: { self: { href } } };
      expect(created({ ...stands("Active"), ...links }, 201).outcome_url).toBeUndefined();
    },
  );

  test("1004 without a word has been taken, or another for the same offer", () => {
    const finding = created({ statusCode: "1004", statusMessage: "Request pending" }, 202);
    expect(finding).toMatchObject({
      standing: null,
      provider_reference: NAME,
      reading: { finality: "interim" },
    });
  });

  test("1002 stands already, which an inquiry has to say as well", () => {
    const finding = created({ statusCode: "1002", status: 400, message: "Already subscribed" }, 400);
    expect(finding).toMatchObject({ standing: null, provider_reference: NAME });
    expect(finding.reading).toMatchObject({ category: "duplicate", finality: "unresolved" });
  });

  test.each<[string, unknown, number]>([
    ["a code that refuses beside the word", says("Active", "3001"), 200],
    ["an HTTP status that refuses beside the word", stands("Active"), 500],
    ["pending by its code and active by its word", says("Active", "1004"), 202],
    ["no word", { subscriptionId: "CSM-NEWS" }, 201],
    ["Inactive", stands("Inactive"), 201],
    ["a word that nobody wrote down", stands("Snoozing"), 200],
    ["failed, which is a payment's word", says("Failed"), 200],
    ["nothing", "", 204],
    ["no JSON", "<html>", 200],
  ])("with %s does not say where it stands", (_what, body, status) => {
    const finding = created(body, status);
    expect(finding.standing).toBeNull();
    expect(finding.reading.finality).not.toBe("final");
  });

  test("about another subscription proves nothing", () => {
    const other = { ...stands("Active"), subscriptionId: "CSM-GAMES" };
    expect(created(other, 201)).toMatchObject({
      strength: "hint",
      standing: null,
      provider_reference: null,
      reading: { known: false },
    });
  });
});

describe("an inquiry that is answered", () => {
  test.each([
    ["Active", "active", "final"],
    ["Pending", "pending", "interim"],
    ["Inactive", "ended", "final"],
  ])("%s stands so", (word, standing, finality) => {
    for (const body of [stands(word), says(word), { data: stands(word) }])
      expect(asked(body, 200)).toMatchObject({ about: "subscription", standing, reading: { finality } });
  });

  test("with a map of services is about the one that was asked for, whatever the service says of itself", () => {
    const services = {
      rbt: { statusCode: "0000", data: { ...stands("Inactive"), subscriptionId: "RBT-GOLD" } },
      csm: { statusCode: "2000", data: { subscriptions: [stands("Active")] } },
    };
    expect(asked({ services }, 200)).toMatchObject({ standing: "active" });
    expect(asked({ services: { rbt: services.rbt } }, 200)).toMatchObject({ standing: null, about: "call" });
  });

  test("that the provisioning is over, asks for the subscription itself from now on", () => {
    const outcome_url = kept(STATUS_PLACE);
    expect(asked(says("Active", "0000"), 200, { outcome_url }).outcome_url).toBe(kept(PLACE));
    expect(asked(says("Pending", "1004"), 202, { outcome_url }).outcome_url).toBeUndefined();
    expect(asked(stands("Active"), 200, { outcome_url: kept(PLACE) }).outcome_url).toBeUndefined();
  });

  test("Active learns its own place from its link, after a subscribe whose answer was lost", () => {
    const links = { _links: { self: { href: PLACE } } };
    expect(asked({ ...stands("Active"), ...links }, 200).outcome_url).toBe(kept(PLACE));
  });

  describe("with its customer's list", () => {
    const gold = { ...stands("Active"), subscriptionId: "RBT-GOLD" };
    const ran = { outcome_url: kept(PLACE) };
    const listed = (...data: readonly object[]) => ({ services: { csm: { statusCode: "0000", data } } });

    test.each<[string, unknown]>([
      ["of others", listed(gold)],
      ["of none", listed()],
      ["of null", { services: { csm: { statusCode: "0000", data: null } } }],
      ["without a service", { services: {} }],
    ])("%s has ended, where it is known to have run", (_what, body) => {
      expect(asked(body, 200, ran)).toMatchObject({
        about: "subscription",
        strength: "proof",
        standing: "ended",
        reading: { rule: "mtn/result/not_listed", finality: "final", money: "none" },
      });
    });

    test.each(["Active", "Pending", "Inactive"])("of which one is %s stands as the list says", (word) => {
      const { standing, provider } = asked(listed(gold, stands(word)), 200, ran);
      expect(provider.code).toBe(word.toLowerCase());
      expect(standing).toBe(word === "Inactive" ? "ended" : word.toLowerCase());
    });

    test.each<[string, unknown, number, object]>([
      ["while nobody knows that it ever ran", listed(), 200, {}],
      ["of a part of the services", listed(gold), 207, ran],
      ["of a part of them, and nothing else", { services: {} }, 207, ran],
      ["whose service had an error", { services: { csm: { statusCode: "2000", data: null } } }, 200, ran],
      ["whose service says nothing", { services: { csm: { statusCode: "0000" } } }, 200, ran],
      ["beside a code of trouble", { statusCode: "3001", ...listed(gold) }, 200, ran],
      ["under a status of trouble", listed(gold), 500, ran],
      ["that has it with a word that nobody wrote down", listed(stands("Snoozing")), 200, ran],
      ["that is null, for nobody knows the customer", { services: null }, 404, ran],
      ["that is none", {}, 200, ran],
      ["of other shape", { data: [] }, 200, ran],
    ])("%s has not", (_what, body, status, changes) => {
      expect(asked(body, status, changes)).toMatchObject({ about: "call", standing: null });
    });
  });

  test("pending, without a word of where it stands, says no more than that", () => {
    expect(asked({ statusCode: "1004" }, 202)).toMatchObject({
      about: "subscription",
      standing: null,
      reading: { finality: "interim" },
    });
  });

  test.each<[unknown, number]>([
    [{ statusCode: "1000", status: 404 }, 404],
    [{ services: null }, 404],
    [{ statusCode: "4000" }, 401],
    [{ statusCode: "3006" }, 429],
    [{ statusCode: "3003" }, 408],
    [stands("Active"), 503],
    [{ subscriptionId: "CSM-NEWS" }, 200],
  ])("%j under %i is about the question alone", (body, status) => {
    expect(asked(body, status)).toMatchObject({ about: "call", standing: null });
  });
});

describe("an unsubscribe that is answered", () => {
  test("successful has ended it", () => {
    expect(cancelled(says("Unsubscribe successful", "0000"), 200)).toMatchObject({
      standing: "ended",
      reading: { category: "completed", money: "none" },
    });
  });

  test("unsuccessful under 200 has not", () => {
    const finding = cancelled(says("Unsubscribe unsuccessful", "0000"), 200);
    expect(finding).toMatchObject({ standing: null, provider: { code: "unsubscribe unsuccessful" } });
    expect(finding.reading).toMatchObject({ category: "declined", finality: "final", money: "none" });
  });

  test("1003 is so already, which an inquiry has to say as well", () => {
    const { standing, reading } = cancelled({ statusCode: "1003", status: 400 }, 400);
    expect(standing).toBeNull();
    expect(reading).toMatchObject({ reason: "already_unsubscribed", finality: "unresolved" });
  });

  test.each<[unknown, number]>([
    [says("Pending", "1004"), 202],
    [says("Active"), 200],
    [stands("Inactive"), 200],
    [{ statusCode: "0000" }, 200],
  ])("%j under %i leaves open where it stands", (body, status) => {
    const { standing, reading } = cancelled(body, status);
    expect(standing).toBeNull();
    expect(reading.finality).not.toBe("final");
  });
});
