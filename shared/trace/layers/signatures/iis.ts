import { line, page } from '../predicates.ts';
import { proof, type Signature, sign } from '../signature.ts';

/** `Microsoft-HTTPAPI` is http.sys below it, which refuses what never reaches a site. */
export const iis = {
  product: 'iis',
  name: 'Microsoft IIS',
  role: 'app server',
  sources: ['https://learn.microsoft.com/en-us/iis/extensions/cors-module/cors-module-configuration-reference'],
  passing: [sign('known', line('Server', /^Microsoft-IIS\/[\d.]+$/))],
  making: [
    proof(
      'known',
      page(/<title>\d{3} - [^<]*<\/title>[\s\S]*<style type="text\/css">/),
      'its error page begins with {}',
    ),
    proof(
      'known',
      page(/<!DOCTYPE HTML PUBLIC "-\/\/W3C\/\/DTD HTML 4\.01\/\/EN"[^>]*>\s*<HTML><HEAD><TITLE>[^<]*<\/TITLE>/),
      'its error page begins as those of http.sys do: {}',
    ),
    sign(
      'known',
      line('Server', /^Microsoft-HTTPAPI\/[\d.]+$/),
      '{} is on responses of http.sys, before any site is reached',
    ),
  ],
  examples: [
    {
      desc: 'OPTIONS is not allowed by its request filter',
      did: 'made',
      answer: `
        405 Method Not Allowed
        Server: Microsoft-IIS/10.0

        <head>
        <title>405 - HTTP verb used to access this page is not allowed.</title>
        <style type="text/css">`,
    },
    {
      desc: 'no site of that name',
      did: 'made',
      answer: `
        404 Not Found
        Server: Microsoft-HTTPAPI/2.0

        <!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN""http://www.w3.org/TR/html4/strict.dtd">
        <HTML><HEAD><TITLE>Not Found</TITLE>`,
    },
    {
      desc: 'an app’s response',
      did: 'passed',
      answer: `
        200 OK
        Server: Microsoft-IIS/10.0`,
    },
    {
      desc: 'near miss: Apache, whose tags are in lower case',
      did: 'nothing',
      answer: `
        404 Not Found

        <!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">
        <html><head>
        <title>404 Not Found</title>`,
    },
  ],
} satisfies Signature;
