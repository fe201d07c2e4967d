import { describe, expect, test } from "vitest";
import { refuseUrl } from "./url.ts";

describe("a URL for webhooks", () => {
  const strict = { allow_insecure_targets: false, extra_ports: [8443] };

  test.each([
    "https://hooks.example.com/hakika",
    "https://hooks.example.com:443/",
    "https://hooks.example.com:8443/",
    "https://HOOKS.example.com./?shop=7#x",
    "https://xn--bcher-kva.example/",
    "https://93.184.215.14/",
    "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/",
  ])("may be %s", (url) => {
    expect(refuseUrl(url, strict)).toBeUndefined();
  });

  test("says what is wrong with it", () => {
    expect(refuseUrl("http://hooks.example.com/", strict)).toBe("The URL must begin with https://.");
    expect(refuseUrl("https://a:b@hooks.example.com/", strict)).toBe(
      "The URL must not hold a user name or a password.",
    );
    expect(refuseUrl("https://hooks.example.com:9000/", strict)).toBe(
      "The port 9000 is not among those that webhooks may go to.",
    );
    expect(refuseUrl("https://bücher.example/", strict)).toBe(
      "The URL may hold only visible ASCII characters; write names in Punycode.",
    );
    expect(refuseUrl("https://", strict)).toBe("The URL cannot be read.");
  });
});

describe("where insecure targets are allowed", () => {
  const open = { allow_insecure_targets: true };

  test.each(["http://localhost:4000/hook", "http://127.0.0.1:9/", "https://192.168.1.5/"])(
    "it may be %s",
    (url) => {
      expect(refuseUrl(url, open)).toBeUndefined();
    },
  );

  test.each(["ftp://localhost/", "http://user@localhost/", "javascript:alert(1)", "http://local\nhost/"])(
    "it still may not be %j",
    (url) => {
      expect(refuseUrl(url, open)).toBeDefined();
    },
  );
});
