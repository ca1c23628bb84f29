//! A machine of the core's, for JavaScript: what it asks for, and what came of it.
//!
//! Comes in: answers of the provider's, octets and verdicts of WebCrypto's, key sets. Goes out: asks.
//! Never: a token or a shared secret as a JavaScript string; a future of Rust's, whose executor has the host queue a task for every step.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use js_sys::{Object, Uint8Array};
use wasm_bindgen::prelude::*;
#[cfg(feature = "edge")]
use web_sys::CryptoKey;

use super::convert::{self, thrown};
#[cfg(feature = "browser")]
use super::host::steady;
use super::host::{now, random, whole_seconds};
#[cfg(feature = "edge")]
use super::host_keys::HostKeys;
use super::provider::ProviderKeys;
use crate::base::error::Code;
use crate::base::http::HttpAnswer;
use crate::base::wiped::Wiped;
use crate::jose::operation::Operation;
#[cfg(feature = "browser")]
use crate::page::page_half::PageSignIn;
#[cfg(feature = "edge")]
use crate::page::worker_half::PageExchange;
use crate::sign_in::machine::{Ask, Given, Lent, SignIn, SignedIn, Step};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** Which step of a sign-in asks; `exchange` is all of them but the verification, by a page's own Worker. */
export type SignInStep = "token" | "id_token" | "userinfo" | "exchange";

/** A signature of the provider's, for the host to verify: the key as a JWK's text, what was signed. */
export interface Verification {
  readonly alg: "RS256" | "PS256" | "EdDSA";
  readonly jwk: string;
  readonly message: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
}

/** What is to be done with a key of ours on what came with a token: with an RSA key to unwrap it, with one of P-256 to agree with it, a point. */
export interface KeyUse {
  readonly own: CryptoKey;
  readonly octets: Uint8Array<ArrayBuffer>;
}

/** A256GCM. `key` is for this one text; `sealed` is ciphertext and tag. */
export interface Decryption {
  readonly key: Uint8Array<ArrayBuffer>;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly additional: Uint8Array<ArrayBuffer>;
  readonly sealed: Uint8Array<ArrayBuffer>;
}

/** What a machine asks for; `undefined` where it asks for nothing more. */
export type Ask =
  | { readonly step: SignInStep; readonly request: HttpRequest }
  | { readonly step: SignInStep; readonly newer: boolean }
  | { readonly step: SignInStep; readonly verify: Verification }
  | { readonly step: SignInStep; readonly use: KeyUse }
  | { readonly step: SignInStep; readonly decrypt: Decryption }
  | undefined;
"#;

/// A machine under way: [`Machine::start`], then what came of each ask, until there is none.
#[wasm_bindgen]
pub struct Machine {
    way: Way,
    #[cfg(feature = "edge")]
    keys: HostKeys,
}

/// The ways of use that this module has.
enum Way {
    SignIn(Box<SignIn>),
    #[cfg(feature = "edge")]
    PageExchange(Box<PageExchange>),
    #[cfg(feature = "browser")]
    PageSignIn(Box<PageSignIn>),
    /// Its result was taken out.
    Taken,
}

impl Way {
    fn next(&mut self, given: Given<'_>, lent: Lent) -> Result<Ask, JsValue> {
        match self {
            Self::SignIn(machine) => machine.next(given, lent),
            #[cfg(feature = "edge")]
            Self::PageExchange(machine) => machine.next(given, lent),
            #[cfg(feature = "browser")]
            Self::PageSignIn(machine) => machine.next(given, lent),
            Self::Taken => Err(Code::Internal.into()),
        }
        .map_err(thrown)
    }

    const fn step(&self) -> Step {
        match self {
            Self::SignIn(machine) => machine.step(),
            #[cfg(feature = "edge")]
            Self::PageExchange(machine) => machine.step(),
            #[cfg(feature = "browser")]
            Self::PageSignIn(machine) => machine.step(),
            Self::Taken => Step::Userinfo,
        }
    }
}

#[wasm_bindgen]
impl Machine {
    /// Begins.
    #[wasm_bindgen(unchecked_return_type = "Ask")]
    pub fn start(&mut self) -> Result<JsValue, JsValue> {
        self.next(Given::Start, None)
    }

    /// Goes on with the answer to a request; `date` is its `Date` in seconds since the epoch, where it can be read and counts.
    #[wasm_bindgen(unchecked_return_type = "Ask")]
    pub fn answer(&mut self, status: u16, content_type: Option<String>, body: Vec<u8>, date: Option<f64>) -> Result<JsValue, JsValue> {
        let body = Wiped::new(body);
        let answer = HttpAnswer { status, content_type: content_type.as_deref(), body: &body };
        self.next(Given::Answer(answer), date)
    }

    /// Goes on with a key set of the provider's.
    #[wasm_bindgen(unchecked_return_type = "Ask")]
    pub fn keys(&mut self, keys: &ProviderKeys) -> Result<JsValue, JsValue> {
        self.next(Given::Keys(Some(&keys.0)), None)
    }

    /// Goes on where a newer key set was asked for, and there is none.
    #[wasm_bindgen(js_name = noNewerKeys, unchecked_return_type = "Ask")]
    pub fn no_newer_keys(&mut self) -> Result<JsValue, JsValue> {
        self.next(Given::Keys(None), None)
    }

    /// Goes on with whether a signature holds; `undefined` where the host cannot say it.
    #[wasm_bindgen(unchecked_return_type = "Ask")]
    pub fn verdict(&mut self, holds: Option<bool>) -> Result<JsValue, JsValue> {
        self.next(Given::Verdict(holds), None)
    }

    /// Goes on with the octets of an operation; `undefined` where it failed.
    #[cfg(feature = "edge")]
    #[wasm_bindgen(unchecked_return_type = "Ask")]
    pub fn octets(&mut self, octets: Option<Vec<u8>>) -> Result<JsValue, JsValue> {
        let octets = octets.map(Wiped::new);
        self.next(Given::Octets(octets.as_ref().map(|octets| octets.as_slice())), None)
    }

    /// The step that asked last, or that failed.
    #[wasm_bindgen(getter, unchecked_return_type = "SignInStep")]
    pub fn step(&self) -> String {
        self.way.step().as_str().into()
    }

    /// Takes the body of the Worker's answer to a page out, once nothing more is asked for.
    #[cfg(feature = "edge")]
    #[wasm_bindgen(js_name = answerToPage)]
    pub fn answer_to_page(&mut self) -> Result<String, JsValue> {
        match self.take() {
            Way::PageExchange(machine) => machine.finish().map_err(thrown),
            _ => Err(thrown(Code::Internal.into())),
        }
    }
}

impl Machine {
    pub(super) fn sign_in(machine: SignIn, #[cfg(feature = "edge")] keys: HostKeys) -> Self {
        Self::new(
            Way::SignIn(Box::new(machine)),
            #[cfg(feature = "edge")]
            keys,
        )
    }

    #[cfg(feature = "edge")]
    pub(super) fn page_exchange(machine: PageExchange, keys: HostKeys) -> Self {
        Self::new(Way::PageExchange(Box::new(machine)), keys)
    }

    #[cfg(all(feature = "browser", not(feature = "edge")))]
    pub(super) fn page_sign_in(machine: PageSignIn) -> Self {
        Self::new(Way::PageSignIn(Box::new(machine)))
    }

    fn new(way: Way, #[cfg(feature = "edge")] keys: HostKeys) -> Self {
        Self {
            way,
            #[cfg(feature = "edge")]
            keys,
        }
    }

    /// Takes the person out, once nothing more is asked for.
    pub(super) fn take_signed_in(&mut self) -> Result<SignedIn, JsValue> {
        match self.take() {
            Way::SignIn(machine) => machine.finish(),
            #[cfg(feature = "browser")]
            Way::PageSignIn(machine) => machine.finish(),
            _ => Err(Code::Internal.into()),
        }
        .map_err(thrown)
    }

    fn take(&mut self) -> Way {
        core::mem::replace(&mut self.way, Way::Taken)
    }

    fn next(&mut self, given: Given<'_>, date: Option<f64>) -> Result<JsValue, JsValue> {
        let lent = Lent { dated: date.map(whole_seconds), ..lent()? };
        match self.way.next(given, lent)? {
            Ask::Send { step, request } => {
                let request = convert::request(&request)?;
                Ok(asked(step, |ask| ask.set_request(&request)))
            }
            Ask::Keys { step, newer } => Ok(asked(step, |ask| ask.set_newer(newer))),
            Ask::Host { step, operation: Operation::Verify { algorithm, key, message, signature } } => {
                let verification = Object::new().unchecked_into::<Verification>();
                verification.set_alg(algorithm.as_str());
                verification.set_jwk(key.jwk());
                verification.set_message(&Uint8Array::from(message.as_slice()));
                verification.set_signature(&Uint8Array::from(signature.as_slice()));
                Ok(asked(step, |ask| ask.set_verify(&verification)))
            }
            #[cfg(feature = "edge")]
            Ask::Host { step, operation } => self.ask_host(step, &operation),
            // Nothing is decrypted in a page.
            #[cfg(not(feature = "edge"))]
            Ask::Host { .. } => Err(thrown(Code::Internal.into())),
            Ask::Done => Ok(JsValue::UNDEFINED),
        }
    }

    #[cfg(feature = "edge")]
    fn ask_host(&mut self, step: Step, operation: &Operation) -> Result<JsValue, JsValue> {
        let (index, octets) = match operation {
            Operation::Unwrap { index, encrypted_key } => (*index, encrypted_key.as_slice()),
            Operation::Agree { index, point } => (*index, point.as_slice()),
            Operation::Decrypt { key, iv, additional, sealed } => {
                let octets = |octets: &[u8]| Uint8Array::from(octets);
                let decryption = Object::new().unchecked_into::<Decryption>();
                decryption.set_key(&octets(key.as_slice()));
                decryption.set_iv(&octets(iv));
                decryption.set_additional(&octets(additional.as_bytes()));
                decryption.set_sealed(&octets(sealed));
                return Ok(asked(step, |ask| ask.set_decrypt(&decryption)));
            }
            // Asked of the host as it is (see `next`): it takes no key of ours.
            Operation::Verify { .. } => return Err(thrown(Code::Internal.into())),
        };
        // A key that was never kept is as good as one that fails.
        let Some(own) = self.keys.at(index) else { return self.next(Given::Octets(None), None) };
        let key_use = Object::new().unchecked_into::<KeyUse>();
        key_use.set_own(&own);
        key_use.set_octets(&Uint8Array::from(octets));
        Ok(asked(step, |ask| ask.set_use(&key_use)))
    }
}

/// What the host lends for one step.
#[inline(never)]
pub(super) fn lent() -> Result<Lent, JsValue> {
    let lent = Lent::new(now(), random()?);
    #[cfg(feature = "browser")]
    let lent = Lent { steady: steady(), ..lent };
    Ok(lent)
}

/// `{ step, … }`
fn asked(step: Step, add: impl FnOnce(&Asked)) -> JsValue {
    let ask = Object::new().unchecked_into::<Asked>();
    ask.set_step(step.as_str());
    add(&ask);
    ask.into()
}

// Plain objects. To set a member of them by a function of its own takes the host a fraction of what `Reflect.set` takes.
#[wasm_bindgen]
extern "C" {
    type Asked;
    #[wasm_bindgen(method, setter)]
    fn set_step(this: &Asked, step: &str);
    #[wasm_bindgen(method, setter)]
    fn set_request(this: &Asked, request: &JsValue);
    #[wasm_bindgen(method, setter)]
    fn set_newer(this: &Asked, newer: bool);
    #[wasm_bindgen(method, setter)]
    fn set_verify(this: &Asked, verification: &Verification);
    #[cfg(feature = "edge")]
    #[wasm_bindgen(method, setter)]
    fn set_use(this: &Asked, key_use: &KeyUse);
    #[cfg(feature = "edge")]
    #[wasm_bindgen(method, setter)]
    fn set_decrypt(this: &Asked, decryption: &Decryption);

    type Verification;
    #[wasm_bindgen(method, setter)]
    fn set_alg(this: &Verification, alg: &str);
    #[wasm_bindgen(method, setter)]
    fn set_jwk(this: &Verification, jwk: &str);
    #[wasm_bindgen(method, setter)]
    fn set_message(this: &Verification, message: &Uint8Array);
    #[wasm_bindgen(method, setter)]
    fn set_signature(this: &Verification, signature: &Uint8Array);
}

#[cfg(feature = "edge")]
#[wasm_bindgen]
extern "C" {
    type KeyUse;
    #[wasm_bindgen(method, setter)]
    fn set_own(this: &KeyUse, key: &CryptoKey);
    #[wasm_bindgen(method, setter)]
    fn set_octets(this: &KeyUse, octets: &Uint8Array);

    type Decryption;
    #[wasm_bindgen(method, setter)]
    fn set_key(this: &Decryption, key: &Uint8Array);
    #[wasm_bindgen(method, setter)]
    fn set_iv(this: &Decryption, iv: &Uint8Array);
    #[wasm_bindgen(method, setter)]
    fn set_additional(this: &Decryption, octets: &Uint8Array);
    #[wasm_bindgen(method, setter)]
    fn set_sealed(this: &Decryption, octets: &Uint8Array);
}
